import { encryptItems, encryptValue, generateLocalKey } from '@kmscrypt/core';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createSecret, putParameter } from '../support/aws-at.ts';
import { CANARY, HARD, secret, tracesIn } from '../support/canary.ts';
import { appFolder, runApp, type TimedOutcome } from '../support/config-app.ts';
import { type Fault, faultKms } from '../support/fault-kms.ts';
import { awsEnv } from '../support/kms-at.ts';
import { silentServer } from '../support/silent-server.ts';
import { makeFolder } from '../support/temporary-folder.ts';
import { localKeyEnv } from '../support/local-key-env.ts';

const moto = inject('endpoint');
const folders = makeFolder();
afterAll(() => rmSync(folders, { recursive: true, force: true }));
const KEY = generateLocalKey();
const LOCAL = localKeyEnv(KEY);
const IMPORT = ['--import', '@kmscrypt/config/env'];
const SECRET = `${CANARY}${HARD}`;

const SHOW_ENV = "import './first.mjs';\nconsole.log(JSON.stringify(process.env));";
/** Imported by the app before its own first line. */
const FIRST = "if (process.env.TOKEN?.startsWith('kmscrypt::')) console.log('encrypted');";

function app(
  env: Readonly<Record<string, string>>,
  { args = [...IMPORT, 'app.mjs'], text = SHOW_ENV, files = {} } = {},
): Promise<TimedOutcome> {
  const folder = appFolder(
    {
      'app.mjs': text,
      'first.mjs': FIRST,
      'app.cjs': 'console.log(JSON.stringify(process.env));',
      ...files,
    },
    folders,
  );
  return runApp(folder, args, { env });
}

async function local(plaintext: string, pairs?: Readonly<Record<string, string>>): Promise<string> {
  const [token = ''] = await encryptItems([{ plaintext, pairs }], { keyIds: ['local'], localKey: () => KEY });
  return token;
}

describe.concurrent('node --import @kmscrypt/config/env', () => {
  it('decrypts before the first line, needs no AWS, and leaves all else as it is', async () => {
    const plain = {
      PLAIN: 'x',
      EMPTY: '',
      ODD: ' "ü☃\n$HOME ${HOME} ',
      LOOKS: 'kmscrypt:: vault::x see ssm::/x',
      'odd.name': 'y',
    };
    const token = await local(SECRET);
    const outcome = await app({
      ...plain,
      ...LOCAL,
      TOKEN: token,
      WITHIN: `a ${token} b ${token}`,
      NUMBER: await local('5432', { 'kmscrypt-type': 'number' }),
      BOUND: await local('bound', { 'kmscrypt-path': '/BOUND' }),
      NOTHING: await local(''),
      INNER: await local(token),
    });
    expect(outcome).toMatchObject({ stderr: '', status: 0 });
    expect(JSON.parse(String(outcome.stdout))).toEqual({
      PATH: process.env['PATH'],
      ...plain,
      ...LOCAL,
      TOKEN: SECRET,
      WITHIN: `a ${SECRET} b ${SECRET}`,
      NUMBER: '5432',
      BOUND: 'bound',
      NOTHING: '',
      INNER: token,
      KMSCRYPT_ENV_DECRYPTED: 'INNER',
    });
  });

  it('does not search plaintexts again in workers and children, which decrypt what is their own', async () => {
    const inner = await local(secret());
    const text = `
      import { fork } from 'node:child_process';
      import { Worker } from 'node:worker_threads';
      const told = (each) => new Promise((resolve) => each.once('message', resolve));
      const show = 'process.env.INNER + " " + process.env.OWN';
      const worker = new Worker('require("node:worker_threads").parentPort.postMessage(' + show + ')', { eval: true });
      console.log(await told(worker));
      const OWN = 'TOKEN_OF_ITS_OWN';
      const child = fork('./child.mjs', { env: { ...process.env, OWN } });
      console.log(await told(child));
      const other = fork('./child.mjs', { env: { ...process.env, KMSCRYPT_ENV_DECRYPTED: '' } });
      console.log(await told(other));`;
    const outcome = await app(
      { ...LOCAL, INNER: await local(inner), OWN: 'none' },
      {
        text: text.replace('TOKEN_OF_ITS_OWN', await local('own')),
        files: { 'child.mjs': 'process.send(process.env.INNER + " " + process.env.OWN);' },
      },
    );
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    expect(String(outcome.stdout).trimEnd().split('\n')).toEqual([
      `${inner} none`,
      `${inner} own`,
      `${secret()} none`,
    ]);
  });

  it('works for CommonJS, for NODE_OPTIONS, and leaves the arguments to the app', async () => {
    const token = await local(SECRET);
    const env = { ...LOCAL, TOKEN: token };
    const common = await app(env, { args: [...IMPORT, 'app.cjs'] });
    expect(JSON.parse(String(common.stdout))).toMatchObject({ TOKEN: SECRET });
    const byOptions = await app({ ...env, NODE_OPTIONS: IMPORT.join(' ') }, { args: ['app.mjs'] });
    expect(JSON.parse(String(byOptions.stdout))).toMatchObject({ TOKEN: SECRET });
    const text = 'console.log(JSON.stringify([process.argv.slice(2), process.execArgv]));';
    const args = ['--schema', 'x', '--', '--import', '-x', ''];
    const own = await app(env, { text, args: [...IMPORT, 'app.mjs', ...args] });
    expect(JSON.parse(String(own.stdout))).toEqual([args, IMPORT]);
  });

  it('makes what it has decrypted known to redact', async () => {
    const text =
      "import { redact } from '@kmscrypt/config'; console.log(redact(process.env.WITHIN), redact(encodeURIComponent(process.env.WITHIN.slice(2, -2))));";
    const outcome = await app({ ...LOCAL, WITHIN: `a ${await local(SECRET)} b` }, { text });
    expect(outcome).toMatchObject({
      stderr: '',
      status: 0,
      stdout: Buffer.from('a [redacted] b [redacted]\n'),
    });
  });

  it('passes the status of the app on, and its children get what was decrypted', async () => {
    const text =
      "import { execSync } from 'node:child_process'; console.log(String(execSync('printenv TOKEN'))); process.exitCode = 7;";
    const outcome = await app({ ...LOCAL, TOKEN: await local(secret()) }, { text });
    expect(outcome).toMatchObject({ status: 7, stderr: '', stdout: Buffer.from(`${secret()}\n\n`) });
  });

  it('tells all problems, starts no app, and shows no value', async () => {
    const token = await local(SECRET);
    const binary = await encryptValue(Uint8Array.of(0xff), { keyIds: ['local'], localKey: () => KEY });
    const outcome = await app({
      ...LOCAL,
      TOKEN: token,
      CUT: token.slice(0, 60),
      REFERENCE: 'ssm::',
      MOVED: await local(SECRET, { 'kmscrypt-path': '/TOKEN' }),
      BINARY: binary,
    });
    expect(outcome).toMatchObject({ status: 1, stdout: Buffer.alloc(0) });
    const told = outcome.stderr
      .trimEnd()
      .split('\n')
      .map(
        (line) =>
          /^@kmscrypt\/config\/env: error: environment: (\w+): .* \[(\w+)\]$/u
            .exec(line)
            ?.slice(1)
            .join(' ') ?? line,
      );
    expect(told.toSorted()).toEqual([
      'BINARY PLAINTEXT_NOT_TEXT',
      'CUT INVALID_TOKEN',
      'MOVED TOKEN_MISPLACED',
      'REFERENCE REFERENCE_INVALID',
    ]);
    expect(tracesIn(outcome.stderr)).toEqual([]);
  });

  it.each<[name: string, env: Readonly<Record<string, string>>, code: string]>([
    ['no local key', { KMSCRYPT_LOCAL_KEY: '', HOME: '/none' }, 'LOCAL_KEY_MISSING'],
    ['a local key that is refused', { KMSCRYPT_REFUSE_LOCAL: '1' }, 'LOCAL_KEY_REFUSED'],
    ['a deadline that is none', { KMSCRYPT_DEADLINE: 'soon' }, 'INVALID_OPTION'],
    ['a deadline of 0', { KMSCRYPT_DEADLINE: '0' }, 'INVALID_OPTION'],
    ['a start jitter that is none', { KMSCRYPT_START_JITTER: '-1' }, 'INVALID_OPTION'],
  ])('starts no app with %s', async (_name, env, code) => {
    const outcome = await app({ ...LOCAL, TOKEN: await local(secret()), ...env });
    expect(outcome).toMatchObject({ status: 1, stdout: Buffer.alloc(0) });
    expect(outcome.stderr).toMatch(new RegExp(`^@kmscrypt/config/env: error: .* \\[${code}\\]\n$`, 'u'));
  });

  it('does not let the system cut a plaintext at a NUL byte', async () => {
    const outcome = await app({
      ...LOCAL,
      CUT: await local(`${SECRET}\0${SECRET}`),
      WHOLE: await local(SECRET),
    });
    expect(outcome).toMatchObject({ status: 1, stdout: Buffer.alloc(0) });
    expect(outcome.stderr).toMatch(/: CUT: .* \[FORMAT_CANNOT_EXPRESS\]\n$/u);
    expect(tracesIn(outcome.stderr)).toEqual([]);
  });

  it('takes a start jitter of nothing, and deadlines with fractions', async () => {
    const env = {
      ...LOCAL,
      TOKEN: await local(secret()),
      KMSCRYPT_START_JITTER: '0',
      KMSCRYPT_DEADLINE: '7.5',
    };
    expect(await app(env)).toMatchObject({ status: 0, stderr: '' });
  });

  it.each<[name: string, fault: Fault]>([
    ['never answers', 'hang'],
    ['stalls', 'stall'],
  ])('ends with KMSCRYPT_DEADLINE where AWS %s', async (_name, fault) => {
    using aws = await faultKms(() => fault);
    const outcome = await app({
      ...awsEnv(aws.endpoint),
      A: 'ssm::/a',
      B: 'secretsmanager::b',
      KMSCRYPT_DEADLINE: '1',
    });
    expect(outcome).toMatchObject({ status: 1, stdout: Buffer.alloc(0) });
    expect(outcome.stderr).toMatch(
      /^@kmscrypt\/config\/env: error: environment: A: .* \[DEADLINE_EXCEEDED\]\n$/u,
    );
    expect(outcome.milliseconds).toBeGreaterThan(1_000);
    expect(outcome.milliseconds).toBeLessThan(10_000);
  });

  it('calls nobody and needs no credentials where there is nothing to decrypt', async () => {
    using server = await silentServer();
    const url = `http://127.0.0.1:${server.port}`;
    const env = {
      AWS_ENDPOINT_URL: url,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/credentials`,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: url,
      HTTPS_PROXY: url,
      PLAIN: 'kmscrypt::',
    };
    const outcome = await app(env);
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(String(outcome.stdout))).toEqual({ PATH: process.env['PATH'], ...env });
    expect(server.accepted()).toBe(0);
  });
});

it('loads nothing where there is nothing to decrypt', async () => {
  const count = `
    import { registerHooks } from 'node:module';
    registerHooks({ load: (url, context, next) => {
      if (url.startsWith('file:') && !url.includes('/app-')) console.log(url.split('/packages/').at(-1));
      return next(url, context);
    } });`;
  const folder = appFolder({ 'app.mjs': '', 'count.mjs': count }, folders);
  const args = ['--import', './count.mjs', ...IMPORT, 'app.mjs'];
  const plain = await runApp(folder, args, { env: { PLAIN: 'x' } });
  expect(plain).toMatchObject({ stderr: '', status: 0, stdout: Buffer.from('config/dist/env.js\n') });
  const encrypted = await runApp(folder, args, { env: { ...localKeyEnv(KEY), TOKEN: await local('x') } });
  expect(String(encrypted.stdout).split('\n').length).toBeGreaterThan(20);
});

describe.skipIf(!moto).concurrent('references in the environment', () => {
  const id = `env/${randomUUID()}`;
  beforeAll(async () => {
    await createSecret(
      moto,
      id,
      JSON.stringify({ password: SECRET, port: 5432, on: true, none: null, list: ['a', 1] }),
    );
    await putParameter(moto, `/${id}/a`, secret('a'));
    await putParameter(moto, `/${id}/b/c`, secret('c'));
  });

  it('become texts, an object JSON, and the process ends at once', async () => {
    using aws = await faultKms(() => 'pass', moto);
    const text =
      "console.log(JSON.stringify(process.env)); const began = performance.now(); process.on('exit', () => console.error(Math.round(performance.now() - began)));";
    const outcome = await app(
      {
        ...awsEnv(aws.endpoint),
        PASSWORD: `secretsmanager::${id}#password`,
        PORT: `secretsmanager::${id}#port`,
        ON: `secretsmanager::${id}#on`,
        NONE: `secretsmanager::${id}#none`,
        LIST: `secretsmanager::${id}#list`,
        PARAMETER: `ssm::/${id}/a`,
        TREE: `ssm::/${id}/*`,
        TEXT: `x ssm::/${id}/a`,
      },
      { text },
    );
    expect(outcome.status).toBe(0);
    const env = JSON.parse(String(outcome.stdout)) as Record<string, string>;
    expect(env).toMatchObject({
      PASSWORD: SECRET,
      PORT: '5432',
      ON: 'true',
      NONE: 'null',
      LIST: '["a",1]',
      PARAMETER: secret('a'),
      TEXT: `x ssm::/${id}/a`,
    });
    expect(JSON.parse(env['TREE'] ?? '')).toEqual({ a: secret('a'), b: { c: secret('c') } });
    expect(Number(outcome.stderr)).toBeLessThan(4_000);
    expect(aws.calls).toHaveLength(3);
  });

  it('that are not there start no app', async () => {
    const outcome = await app({
      ...awsEnv(moto),
      A: `ssm::/${id}/a`,
      B: `ssm::/${id}/b`,
      C: `secretsmanager::${id}#none.x`,
      D: 'secretsmanager::none',
    });
    expect(outcome).toMatchObject({ status: 1, stdout: Buffer.alloc(0) });
    const told = [...outcome.stderr.matchAll(/environment: (\w+): .* \[(\w+)\]\n/gu)].map(
      ([, name, code]) => `${name} ${code}`,
    );
    expect(told).toEqual(['B SECRET_NOT_FOUND', 'C SECRET_PATH_NOT_FOUND', 'D SECRET_NOT_FOUND']);
    expect(tracesIn(outcome.stderr)).toEqual([]);
  });
});
