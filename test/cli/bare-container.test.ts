import { describe, expect, it } from 'vitest';
import { lacking } from '../support/lacking.ts';
import { faultKms } from '../support/fault-kms.ts';
import { PROGRAMS } from '../support/programs.ts';
import { codesOf, type Outcome, runCommand } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TOKEN = `kmscrypt::${Buffer.from('a blob').toString('base64')}`;
const body = JSON.stringify({
  KeyId: 'arn:aws:kms:us-east-1:1:key/1',
  Plaintext: Buffer.from('opened').toString('base64'),
});
const ROOT = process.getuid?.() === 0;

/** As in a container that runs with any user id: nobody in /etc/passwd, and no HOME. */
describe.skipIf(!ROOT || lacking('setpriv')).each(PROGRAMS)(
  'a user without name and HOME, with the $name',
  (program) => {
    const run = (args: readonly string[], env: Record<string, string>): Promise<Outcome> =>
      runCommand(
        ['setpriv', '--reuid=54321', '--regid=54321', '--clear-groups', ...program.command, ...args],
        {
          env,
          cwd: '/',
        },
      );

    it('decrypts with KMS', async () => {
      using kms = await faultKms(() => ({ status: 200, body }));
      const env = {
        AWS_ENDPOINT_URL: kms.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'a',
        AWS_SECRET_ACCESS_KEY: 'b',
      };
      expect(await run(['decrypt', '--ciphertext', TOKEN], env)).toMatchObject({
        status: 0,
        stderr: '',
        stdout: Buffer.from('opened'),
      });
    });

    it('decrypts with the role of its container', async () => {
      const role = JSON.stringify({
        AccessKeyId: 'a',
        SecretAccessKey: 'b',
        Token: 'c',
        Expiration: '2099-01-01T00:00:00Z',
      });
      using kms = await faultKms((_call, operation) => ({
        status: 200,
        body: operation === '/role' ? role : body,
      }));
      const env = {
        AWS_ENDPOINT_URL: kms.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${kms.endpoint}/role`,
      };
      expect(await run(['decrypt', '--ciphertext', TOKEN], env)).toMatchObject({
        status: 0,
        stderr: '',
        stdout: Buffer.from('opened'),
      });
    });

    it('passes a text through, and encrypts with a key of the environment', async () => {
      expect(await run(['decrypt', '--ciphertext', 'plain'], {})).toMatchObject({
        status: 0,
        stderr: '',
        stdout: Buffer.from('plain'),
      });
      const env = { KMSCRYPT_LOCAL_KEY: Buffer.alloc(32).toString('base64') };
      expect(await run(['encrypt', '--key-id', 'local', '--plaintext', 'x'], env)).toMatchObject({
        status: 0,
        stderr: '',
      });
    });

    it('has no local key of its own', async () => {
      const outcome = await run(['encrypt', '--key-id', 'local', '--plaintext', 'x'], {});
      expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['LOCAL_KEY_MISSING']);
      expect(outcome.status).toBe(4);
    });
  },
);

describe.each(PROGRAMS)('odd surroundings of the $name', (program) => {
  it('an empty AWS_REGION is none', async () => {
    const env = {
      AWS_REGION: '',
      AWS_DEFAULT_REGION: '',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
      HOME: '/dev/null',
    };
    const outcome = await runCommand([...program.command, 'decrypt', '--ciphertext', TOKEN], { env });
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['REGION_MISSING']);
    expect(outcome.status).toBe(2);
  });

  it('a working directory that was removed', async () => {
    const cwd = temporaryFolder();
    const script = 'mkdir gone && cd gone && rmdir ../gone && "$@"';
    const command = [
      'bash',
      '--norc',
      '-c',
      script,
      'bash',
      ...program.command,
      'decrypt',
      '--ciphertext',
      TOKEN,
    ];
    const outcome = await runCommand(command, { cwd });
    expect(outcome).toMatchObject({ stdout: Buffer.alloc(0) });
    expect(outcome.status).not.toBe(0);
    // Bun has a message of its own, before any of our code runs.
    if (program.name === 'node') expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['INPUT_FAILED']);
    expect(outcome.stderr).not.toMatch(/^ +at /m);
  });

  it('.env, bunfig.toml, package.json and tsconfig.json of the working directory', async () => {
    const cwd = temporaryFolder();
    const script = [
      'printf "KMSCRYPT_KEY_ID=local\\nKMSCRYPT_LOCAL_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\\n" | tee .env > .env.local',
      `echo 'preload = ["./evil.ts"]' > bunfig.toml; echo 'console.log("evil")' > evil.ts`,
      `echo '{"type": 5' | tee package.json > tsconfig.json; "$@"`,
    ].join('\n');
    const command = [
      'bash',
      '--norc',
      '-c',
      script,
      'bash',
      ...program.command,
      'encrypt',
      '--plaintext',
      'x',
    ];
    const outcome = await runCommand(command, { cwd, env: { HOME: cwd } });
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['KEY_ID_MISSING']);
    expect(outcome).toMatchObject({ status: 2, stdout: Buffer.alloc(0) });
  });
});
