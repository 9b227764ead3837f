import { existsSync, mkdirSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { setTimeout as delay } from 'node:timers/promises';
import { readValues } from '@kmscrypt/core/documents';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { awsEnv, callKms, createKey } from '../support/kms-at.ts';
import { times } from '../support/programs.ts';
import { type Outcome, runCommand } from '../support/run.ts';
import { makeFolder } from '../support/temporary-folder.ts';
import { type KubernetesApi, startKubernetesApi } from '../support/vault/kubernetes-api.ts';
import { type Prepared, prepareVault, putSecret } from '../support/vault/prepare.ts';
import { findVault, startVault } from '../support/vault/real.ts';
import { startStandIn } from '../support/vault/stand-in.ts';
import { callVault, type Vault } from '../support/vault/vault.ts';
import { codeBlocks } from './code-blocks.ts';

// The code of docs/brokers.md as it stands there, in a folder of its own; with the real Vault where it is built.

const ROOT = join(import.meta.dirname, '..', '..');
const endpoint = inject('endpoint');
/** No other test's, so that names are free. */
const REGION = 'eu-north-1';
type Env = Readonly<Record<string, string>>;
const blocks = ['ts', 'yaml']
  .flatMap(codeBlocks)
  .filter(({ place, info }) => place.startsWith('docs/brokers.md') && info[1] === 'brokers');

/** By path in the config; each is found in it, and nowhere else. */
const CANARIES = {
  api: 'canary-kms-1f0e',
  db: 'canary-secretsmanager-77b1',
  queue: 'https://canary-ssm-90ac.test/queue',
  billing: 'canary-vault-3d5d',
  smtp: 'canary-file-c4c4',
  session: 'canary-env-5a5a',
} as const;

/** Prints the config of main.ts: its values, then what a log would show of it; or what is wrong with it. */
const SHOW = `
import { inspect } from 'node:util';
import { ConfigError, reveal } from '@kmscrypt/config';

const values = (value: unknown): unknown => {
  const plain = reveal(value);
  if (typeof plain !== 'object' || plain === null) return plain;
  return Object.fromEntries(Object.entries(plain).map(([key, each]) => [key, values(each)]));
};
try {
  const { config } = await import('./main.ts');
  console.log(JSON.stringify(values(config)));
  console.log(JSON.stringify(config), inspect(config, { depth: 9, breakLength: Infinity }));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  const problems = error.errors.length === 0 ? [error] : error.errors;
  console.log(JSON.stringify(problems.map(({ code, path, message }) => ({ code, path, message }))));
  process.exitCode = 1;
}
`;

/** Prints what one reference leads to. */
const RESOLVE = `
import { mountedSecrets } from './mounted-secrets.ts';
import { vault } from './vault.ts';

const { SECRETS = '', VAULT_ADDR = '', VAULT_TOKEN = '' } = process.env;
const resolvers = {
  file: mountedSecrets(SECRETS),
  vault: vault({ address: VAULT_ADDR, login: { token: VAULT_TOKEN } }),
};
const [scheme, reference = ''] = process.argv[2]!.split('::');
const { resolve } = resolvers[scheme as keyof typeof resolvers];
console.log(JSON.stringify(await resolve(reference, { signal: new AbortController().signal })) ?? '');
`;

/** Reads a mounted Secret again and again until there is a version \`last\`; prints what was torn, and how many versions it saw. */
const SWAPPED = `
import { mountedSecrets } from './mounted-secrets.ts';

const { resolve } = mountedSecrets(process.env.SECRETS ?? '');
const seen = new Set<string>();
const torn: unknown[] = [];
console.error('reading');
while (!seen.has('last')) {
  const read = Array.from({ length: 20 }, () => resolve('smtp', { signal: new AbortController().signal }));
  for (const secret of (await Promise.all(read)) as { username: string; password: string }[]) {
    if (secret?.username !== secret?.password || secret?.username === undefined) torn.push(secret);
    seen.add(secret?.username);
  }
}
console.log(JSON.stringify({ torn, versions: seen.size }));
`;

const real = await findVault();
if ('reason' in real)
  process.stderr.write(`*** HashiCorp Vault: ${real.reason}; a stand-in takes its place ***\n`);
const servers = [
  { name: 'the stand-in for Vault', start: startStandIn },
  ...('command' in real ? [{ name: 'HashiCorp Vault', start: () => startVault(real.command) }] : []),
];

it('docs/brokers.md has the files that it speaks of', () => {
  expect(blocks.map(({ info }) => info[2])).toEqual([
    'main.ts',
    'vault.ts',
    'mounted-secrets.ts',
    'config.yaml',
  ]);
});

it('the manifest is YAML', async () => {
  const manifests = codeBlocks('yaml').filter(
    ({ place, info }) => place.startsWith('docs/brokers.md') && info.length === 1,
  );
  for (const { text } of manifests)
    expect(await readValues('yaml', text)).toMatchObject({ kind: 'Deployment' });
  expect(manifests).toHaveLength(1);
});

beforeAll(async () => {
  if (endpoint !== '') await prepareAws();
});

describe.skipIf(endpoint === '').each(servers)('the guide with $name', ({ start }) => {
  const folder = makeFolder();
  let kubernetes: KubernetesApi;
  let vault: Vault;
  let prepared: Prepared;
  const said: string[] = [];
  const configText = blocks.find(({ info }) => info[2] === 'config.yaml')?.text ?? '';
  let config = '';

  beforeAll(async () => {
    kubernetes = await startKubernetesApi();
    vault = await start();
    prepared = await prepareVault(vault, kubernetes.address);
    await putSecret(vault, 'app/billing', { apiKey: CANARIES.billing, other: 'canary-other' });
    await putSecret(vault, 'closed/billing', { apiKey: 'canary-closed' });
    for (const { info, text } of blocks) writeFileSync(join(folder, info[2] ?? ''), text);
    const token = await kmsToken(CANARIES.api);
    config = configText.replace('kmscrypt::…', token);
    writeFileSync(join(folder, 'config.yaml'), config);
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const tsconfig = {
      extends: join(ROOT, 'tsconfig.base.json'),
      compilerOptions: { noEmit: true, isolatedDeclarations: false, types: ['node'] },
      files: ['main.ts'],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const scripts = { 'show.ts': SHOW, 'resolve.ts': RESOLVE, 'swapped.ts': SWAPPED };
    for (const [name, text] of Object.entries(scripts)) writeFileSync(join(folder, name), text);
    mountVersion('1', { username: 'postmaster', password: CANARIES.smtp });
  });

  afterAll(async () => {
    await vault?.stop();
    await kubernetes?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  const whole = {
    api: { key: CANARIES.api },
    db: { password: CANARIES.db },
    queue: { url: CANARIES.queue },
    billing: { key: CANARIES.billing },
    smtp: { username: 'postmaster', password: CANARIES.smtp },
    session: { key: CANARIES.session },
    log: { level: 'warn' },
  };

  it('passes the compiler', async () => {
    const outcome = await runCommand([join(ROOT, 'node_modules', '.bin', 'tsc'), '-p', folder]);
    expect(outcome.stdout.toString()).toBe('');
    expect(outcome.status).toBe(0);
  });

  it('reads all brokers in one config, with a token of Vault', async () => {
    const { stdout, stderr, status } = await show({ VAULT_TOKEN: prepared.appToken });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const [revealed = '', shown = ''] = stdout.toString().split('\n');
    expect(JSON.parse(revealed)).toEqual(whole);
    for (const canary of Object.values(CANARIES)) expect(shown).not.toContain(canary);
  });

  it('logs in with the service account of its pod', async () => {
    const { stdout, stderr } = await show(pod('shop', 'backend'));
    expect(stderr).toBe('');
    expect(JSON.parse(stdout.toString().split('\n')[0] ?? '')).toEqual(whole);
  });

  it.for([
    ['another service account', () => pod('shop', 'other'), /403 to auth\/kubernetes\/login/],
    [
      'a role that there is not',
      () => ({ ...pod('shop', 'backend'), VAULT_ROLE: 'none' }),
      /400 to auth\/kubernetes\/login/,
    ],
    ['a token that there is not', () => ({ VAULT_TOKEN: 'hvs.none' }), /403 to secret\/data\/app\/billing/],
    [
      'nobody listens',
      () => ({ VAULT_TOKEN: 'hvs.none', VAULT_ADDR: 'http://127.0.0.1:9' }),
      /cannot be reached/,
    ],
  ] as const)('%s', async ([, env, message]) => {
    const problem = {
      code: 'RESOLVER_FAILED',
      path: 'billing.key',
      message: expect.stringMatching(message) as string,
    };
    expect(await failure(env())).toEqual([problem]);
  });

  it.for([
    ['vault::secret/app/none#key', 'SECRET_NOT_FOUND', /no value/],
    ['vault::secret/app/billing#none', 'SECRET_NOT_FOUND', /no value/],
    ['vault::secret/app/billing#constructor', 'SECRET_NOT_FOUND', /no value/],
    ['vault::secret/closed/billing#apiKey', 'RESOLVER_FAILED', /403 .*permission denied/],
    ['vault::nowhere/app/billing#apiKey', 'RESOLVER_FAILED', /40[34] to nowhere\/data/],
    ['vault::secret', 'RESOLVER_FAILED', /MOUNT\/PATH/],
    ['vault::secret/app/../../sys/seal', 'RESOLVER_FAILED', /MOUNT\/PATH/],
    ['file::none', 'SECRET_NOT_FOUND', /no value/],
    ['file::smtp/none', 'SECRET_NOT_FOUND', /no value/],
    ['file::../outside', 'RESOLVER_FAILED', /leads out/],
    ['env::NOT_THERE', 'SECRET_NOT_FOUND', /no value/],
  ] as const)('%s is told as a problem', async ([reference, code, message]) => {
    writeFileSync(join(folder, 'config.yaml'), config.replace('vault::secret/app/billing#apiKey', reference));
    try {
      const problem = { code, path: 'billing.key', message: expect.stringMatching(message) as string };
      expect(await failure({ VAULT_TOKEN: prepared.appToken })).toEqual([problem]);
    } finally {
      writeFileSync(join(folder, 'config.yaml'), config);
    }
  });

  it.for([
    ['vault::secret/app/billing', { apiKey: CANARIES.billing, other: 'canary-other' }],
    ['file::smtp/password', CANARIES.smtp],
    ['file::smtp', { username: 'postmaster', password: CANARIES.smtp }],
  ] as const)('%s', async ([reference, value]) => {
    expect(await resolved(reference)).toEqual(value);
  });

  it('a secret that was deleted in Vault is none', async () => {
    await putSecret(vault, 'app/gone', { key: 'canary-gone' });
    expect(await resolved('vault::secret/app/gone#key')).toBe('canary-gone');
    await callVault(vault, 'secret/delete/app/gone', { versions: [1] });
    expect(await resolved('vault::secret/app/gone#key')).toBeUndefined();
  });

  it('a mounted Secret that is swapped is always of one version', async () => {
    let isReading = false;
    const reading = runCommand([process.execPath, 'swapped.ts'], {
      cwd: folder,
      env: { SECRETS: join(folder, 'secrets') },
      onSpawn: (child) => child.stderr?.once('data', () => (isReading = true)),
    });
    mountVersion('0', { username: '0', password: '0' });
    await expect.poll(() => isReading).toBe(true);
    for (let version = 1; version < times(200, 5_000); version += 1) {
      mountVersion(String(version), { username: String(version), password: String(version) });
      await delay(2);
    }
    mountVersion('last', { username: 'last', password: 'last' });
    const { torn, versions } = JSON.parse((await reading).stdout.toString()) as {
      torn: unknown[];
      versions: number;
    };
    expect(torn).toEqual([]);
    expect(versions).toBeGreaterThan(2);
    mountVersion('app', { username: 'postmaster', password: CANARIES.smtp });
  });

  it('a sealed Vault is told, after some attempts', async () => {
    await callVault(vault, 'sys/seal', {});
    const message = expect.stringMatching(/503 to secret\/data\/app\/billing: Vault is sealed/) as string;
    const problem = { code: 'RESOLVER_FAILED', path: 'billing.key', message };
    expect(await failure({ VAULT_TOKEN: prepared.appToken })).toEqual([problem]);
    await vault.unseal();
    expect((await show({ VAULT_TOKEN: prepared.appToken })).status).toBe(0);
  });

  it('no secret was in any error', () => {
    expect(said.join('')).toContain('RESOLVER_FAILED');
    for (const canary of [...Object.values(CANARIES), 'canary-', prepared.appToken]) {
      expect(said.join('')).not.toContain(canary);
    }
  });

  /** Runs the guide's main.ts; prints the config revealed, then as it shows itself. */
  async function show(env: Env): Promise<Outcome> {
    const outcome = await script('show.ts', env);
    if (outcome.status !== 0) said.push(outcome.stdout.toString(), outcome.stderr);
    return outcome;
  }

  async function failure(env: Env): Promise<unknown> {
    const { stdout, stderr, status } = await show(env);
    expect({ stderr, status }).toEqual({ stderr: '', status: 1 });
    return JSON.parse(stdout.toString());
  }

  /** What the guide's resolvers answer with. */
  async function resolved(reference: string): Promise<unknown> {
    const { stdout, stderr } = await script('resolve.ts', { VAULT_TOKEN: prepared.appToken }, reference);
    expect(stderr).toBe('');
    const text = stdout.toString().trim();
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }

  function script(name: string, env: Env, ...args: readonly string[]): Promise<Outcome> {
    return runCommand([process.execPath, name, ...args], {
      cwd: folder,
      env: {
        ...awsEnv(endpoint, REGION),
        VAULT_ADDR: vault.address,
        SECRETS: join(folder, 'secrets'),
        SESSION_KEY: CANARIES.session,
        LOG_LEVEL: 'warn',
        ...env,
      },
    });
  }

  /** What a pod with a service account has. */
  function pod(namespace: string, name: string): Env {
    const file = join(folder, `${namespace}-${name}.jwt`);
    writeFileSync(file, `${kubernetes.tokenOf(namespace, name)}\n`);
    return { VAULT_ROLE: 'backend', VAULT_JWT: file };
  }

  /** Puts a version of the Secret in its place as the kubelet does it (AtomicWriter in Kubernetes' pkg/volume/util). */
  function mountVersion(version: string, data: Readonly<Record<string, string>>): void {
    const mount = join(folder, 'secrets', 'smtp');
    const folderOfVersion = `..2026_11_21.${version}`;
    mkdirSync(join(mount, folderOfVersion), { recursive: true });
    for (const [key, value] of Object.entries(data)) writeFileSync(join(mount, folderOfVersion, key), value);
    const before = existsSync(join(mount, '..data')) ? readlinkSync(join(mount, '..data')) : undefined;
    symlinkSync(folderOfVersion, join(mount, '..data_tmp'));
    renameSync(join(mount, '..data_tmp'), join(mount, '..data'));
    for (const key of Object.keys(data)) {
      if (!existsSync(join(mount, key))) symlinkSync(join('..data', key), join(mount, key));
    }
    if (before !== undefined) rmSync(join(mount, before), { recursive: true });
  }
});

async function kmsToken(plaintext: string): Promise<string> {
  const key = await createKey(endpoint, undefined, REGION);
  const body = { KeyId: key, Plaintext: Buffer.from(plaintext).toString('base64') };
  const { CiphertextBlob: blob } = await callKms(endpoint, 'Encrypt', body, REGION);
  return `kmscrypt::${String(blob)}`;
}

async function prepareAws(): Promise<void> {
  const client = { endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const secret = { Name: 'app/prod/db', SecretString: JSON.stringify({ password: CANARIES.db }) };
  await new SecretsManagerClient(client).send(new CreateSecretCommand(secret));
  const parameter = { Name: '/app/prod/queue-url', Value: CANARIES.queue };
  await new SSMClient(client).send(new PutParameterCommand({ ...parameter, Type: 'SecureString' }));
}
