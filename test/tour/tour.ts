// `npm start`: kmscrypt's main job in a minute, in a folder of its own that is removed afterwards. Every step prints the
// command that it runs, so that a reader can type it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsEnv, createKey } from '../support/kms-at.ts';
import { clientsAt } from '../support/lambda-clients.ts';
import { createDistribution, invalidationsOf, itemsOf } from '../support/lambda-site.ts';
import { startMoto } from '../support/moto/start.ts';
import { createShell, type Shell } from './shell.ts';

const CONFIG = `{
  "host": "db.example.com",
  "port": 5432,
  "username": "app",
  "password": "correct horse"
}
`;

const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-tour-'));
try {
  writeFileSync(join(folder, 'config.json'), CONFIG);
  const local = createShell(folder, { XDG_CONFIG_HOME: join(folder, 'home') });
  local.say('1. A local key, for use without AWS (throw-away: it lives in this tour alone)');
  local.run('kmscrypt keygen');
  secretsInConfig(local, 'local');
  local.say('   What a token says of itself, without any key');
  local.run('kmscrypt inspect config.encrypted.json');
  whatLambdasDo(local);
  await throughAws();
  process.stdout.write('\nThat was it. README.md goes on from here.\n');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function secretsInConfig(shell: Shell, keyId: string): void {
  shell.say('2. Encrypt the password: the file stays an ordinary config file, fit for git');
  shell.run('cp config.json config.encrypted.json');
  shell.run(`kmscrypt encrypt --in-place --path password --key-id ${keyId} config.encrypted.json`);
  shell.run('diff config.json config.encrypted.json', { status: 1 });
  shell.say('3. Decrypt it, as an app does when it starts');
  shell.run('kmscrypt decrypt config.encrypted.json');
  shell.say('4. Edit it decrypted; $EDITOR is a small script here. Only what changed gets another token');
  shell.run(
    `EDITOR='sed -i -e s/5432/5433/ -e s/horse/donkey/' kmscrypt edit --key-id ${keyId} config.encrypted.json`,
  );
  shell.run('kmscrypt get config.encrypted.json password && echo');
  shell.say('5. A token that was tampered with: nothing on stdout, and a status that is not 0');
  shell.run(`sed '/password/s|......"$|AAAA&|' config.encrypted.json > tampered.json`);
  shell.run('kmscrypt decrypt tampered.json > out.json', { status: 3 });
  shell.run('wc -c < out.json');
}

function whatLambdasDo(shell: Shell): void {
  shell.say('6. A Lambda: which paths would CloudFront be told to drop, if these objects changed in S3?');
  const config = { sites: [{ bucket: 'www', distributions: ['E2EXAMPLE'] }] };
  writeFileSync(join(folder, 'invalidation.json'), JSON.stringify(config));
  const plan = 'kmscrypt-lambda static-asset-invalidation plan --config invalidation.json --no-list';
  shell.run(`${plan} --bucket www --key index.html --key 'blog/a b.html'`);
}

/** The built Lambda itself, on an event as S3 sends it. */
async function lambdaRuns(shell: Shell, endpoint: string): Promise<void> {
  const clients = clientsAt(endpoint, { region: 'us-east-1', account: '123456789012' });
  const distribution = await createDistribution(clients, 'www');
  const config = { sites: [{ bucket: 'www', distributions: [distribution] }] };
  writeFileSync(join(folder, 'invalidation.json'), JSON.stringify(config));
  const detail = { bucket: { name: 'www' }, object: { key: 'blog/index.html', sequencer: '0066' } };
  const event = { id: '1', source: 'aws.s3', 'detail-type': 'Object Created', detail };
  writeFileSync(join(folder, 'event.json'), JSON.stringify(event));
  shell.say("   Step 6 for real: the Lambda gets S3's event and tells CloudFront (an emulator, too)");
  shell.run('cat event.json && echo');
  const invoke = 'kmscrypt-lambda invoke static-asset-invalidation --event event.json';
  shell.run(`env KMSCRYPT_CONFIG_FILE=invalidation.json ${invoke} 2> lambda.log`);
  const paths = itemsOf(await invalidationsOf(clients, distribution));
  process.stdout.write(`     CloudFront was told: ${paths.join(' ')}\n`);
}

async function throughAws(): Promise<void> {
  const emulator = await startMoto();
  if ('reason' in emulator) {
    process.stdout.write(`\nThe same through real KMS calls is left out here: ${emulator.reason}.\n`);
    return;
  }
  try {
    const { endpoint } = emulator;
    await createKey(endpoint, 'alias/cmk-dev');
    const shell = createShell(folder, awsEnv(endpoint));
    shell.say(
      'Steps 2 to 5 again, through KMS calls to an emulator on this machine that has a key alias/cmk-dev',
    );
    secretsInConfig(shell, 'alias/cmk-dev');
    await lambdaRuns(shell, endpoint);
  } finally {
    await emulator.stop();
  }
}
