import { loadConfig } from '@kmscrypt/config';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { useEndpoint } from '../core/use-endpoint.ts';
import { createSecret, putParameter } from '../support/aws-at.ts';
import { secret } from '../support/canary.ts';
import { appFolder, runApp, type TimedOutcome } from '../support/config-app.ts';
import { errorOf, problemsOf } from '../support/config-problems.ts';
import { awsError, type Fault, faultKms } from '../support/fault-kms.ts';
import { awsEnv } from '../support/kms-at.ts';
import { silentServer } from '../support/silent-server.ts';
import { makeFolder } from '../support/temporary-folder.ts';

// What happens while calls are under way, in processes of their own: the end, in time, with nothing left that keeps one alive.

const moto = inject('endpoint');
const folders = makeFolder();
afterAll(() => rmSync(folders, { recursive: true, force: true }));
/** In milliseconds: so long that the first call is made by then, though several load the SDK at once on a busy machine. */
let deadline = 1_000;
/** What Node and the SDK need besides. */
let slack = 1_500;
beforeAll(async () => {
  using aws = await faultKms(() => awsError(400, 'AccessDeniedException'));
  const { milliseconds } = await app(awsEnv(aws.endpoint));
  deadline = Math.max(deadline, Math.ceil(8 * milliseconds));
  slack = Math.max(slack, 8 * milliseconds);
});

/** An app that loads its config and says so; where that fails, it does as apps do: nothing. */
const APP = `
import { loadConfig } from '@kmscrypt/config';
const config = await loadConfig('app.yaml', JSON.parse(process.env.OPTIONS ?? '{}'));
console.log(JSON.stringify(config));
`;
const CONFIG = `
secret: secretsmanager::in-flight
parameter: ssm::/in-flight
tree: ssm::/in-flight/*
blob: kmscrypt::${Buffer.from('a blob').toString('base64')}
`;
const ENVIRONMENT: Readonly<Record<string, string>> = { TMPDIR: '/tmp' };

function app(
  env: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): Promise<TimedOutcome> {
  const folder = appFolder({ 'app.mjs': APP, 'app.yaml': CONFIG, ...files }, folders);
  return runApp(folder, ['app.mjs'], { env: { ...ENVIRONMENT, ...env } });
}

const within = (): { OPTIONS: string } => ({ OPTIONS: JSON.stringify({ deadline }) });

/** How a process ended: as it should where this is IN_TIME. */
function endOf({ status, signal, stdout, stderr, milliseconds }: TimedOutcome, code: string) {
  const isInTime = milliseconds > deadline && milliseconds < deadline + slack;
  return { status, signal, stdout: String(stdout), told: stderr.includes(code), isInTime };
}
const IN_TIME = { status: 1, signal: null, stdout: '', told: true, isInTime: true };

describe.concurrent('an endpoint that', () => {
  it.each<[name: string, fault: Fault]>([
    ['never answers', 'hang'],
    ['stalls within its answer', 'stall'],
    ['answers only with throttling', awsError(400, 'ThrottlingException', 'Rate exceeded')],
  ])('%s ends with the deadline', async (_name, fault) => {
    using aws = await faultKms(() => fault);
    expect(endOf(await app({ ...awsEnv(aws.endpoint), ...within() }), 'DEADLINE_EXCEEDED')).toEqual(IN_TIME);
    expect(aws.calls.length).toBeGreaterThanOrEqual(4);
  });

  it.each(['http', 'https'])('accepts and never says a word ends with the deadline: %s', async (protocol) => {
    using server = await silentServer();
    expect(
      endOf(
        await app({ ...awsEnv(`${protocol}://127.0.0.1:${server.port}`), ...within() }),
        'DEADLINE_EXCEEDED',
      ),
    ).toEqual(IN_TIME);
    expect(server.accepted()).toBeGreaterThanOrEqual(1);
  });

  it('is a proxy that never answers ends with the deadline', async () => {
    using server = await silentServer();
    const env = { ...awsEnv('https://kms.example.test'), HTTPS_PROXY: `http://127.0.0.1:${server.port}` };
    expect(endOf(await app({ ...env, ...within() }), 'DEADLINE_EXCEEDED')).toEqual(IN_TIME);
    expect(server.accepted()).toBeGreaterThanOrEqual(1);
  });

  it('gives credentials and never answers ends with the deadline', async () => {
    using server = await silentServer();
    const url = `http://127.0.0.1:${server.port}/creds`;
    const env = { AWS_REGION: 'us-east-1', AWS_CONTAINER_CREDENTIALS_FULL_URI: url };
    expect(endOf(await app({ ...env, ...within() }), 'DEADLINE_EXCEEDED')).toEqual(IN_TIME);
    expect(server.accepted()).toBeGreaterThanOrEqual(1);
  });

  it('is a resolver that never answers ends with the deadline', async () => {
    const source = `
      import { loadConfig } from '@kmscrypt/config';
      const timer = setInterval(() => {}, 60_000).unref();
      await loadConfig({ a: 'vault::x' }, { deadline: ${deadline}, resolvers: { vault: { resolve: () => new Promise(() => {}) } } });`;
    expect(endOf(await app({}, { 'app.mjs': source }), 'DEADLINE_EXCEEDED')).toEqual(IN_TIME);
  });

  it('never answers ends with the signal of the caller', async () => {
    using aws = await faultKms(() => 'hang');
    const source = `
      import { loadConfig } from '@kmscrypt/config';
      await loadConfig('app.yaml', { signal: AbortSignal.timeout(${deadline}) });`;
    expect(endOf(await app(awsEnv(aws.endpoint), { 'app.mjs': source }), 'ABORTED')).toEqual(IN_TIME);
  });

  it('never answers and is not waited for by an app that handles it', async () => {
    using aws = await faultKms(() => 'hang');
    const source = `
      import { loadConfig } from '@kmscrypt/config';
      await loadConfig('app.yaml', { deadline: ${deadline} }).catch((error) => {
        console.log(error.code);
        process.exitCode = 3;
      });`;
    const outcome = await app(awsEnv(aws.endpoint), { 'app.mjs': source });
    expect(outcome).toMatchObject({ status: 3, stderr: '', stdout: Buffer.from('DEADLINE_EXCEEDED\n') });
    expect(outcome.milliseconds).toBeLessThan(deadline + slack);
  });
});

describe.skipIf(!moto).concurrent('after all has been read', () => {
  const id = `in-flight-${randomUUID()}`;
  beforeAll(async () => {
    await createSecret(moto, id, 'a secret');
    await putParameter(moto, `/${id}/a`, 'a parameter');
  });
  const files = {
    'app.yaml': `secret: secretsmanager::${id}\nparameter: ssm::/${id}/a\ntree: ssm::/${id}/*\n`,
  };

  it('the process ends at once: no connection, no timer holds it', async () => {
    const ending = `${APP}\nconst began = performance.now();\nprocess.on('exit', () => console.error(Math.round(performance.now() - began)));`;
    const outcome = await app(awsEnv(moto), { ...files, 'app.mjs': ending });
    expect(outcome).toMatchObject({ status: 0 });
    expect(JSON.parse(String(outcome.stdout))).toEqual({
      secret: 'a secret',
      parameter: 'a parameter',
      tree: { a: 'a parameter' },
    });
    expect(Number(outcome.stderr)).toBeLessThan(4_000);
  });

  it('a failed load ends the process at once, with the problems on stderr', async () => {
    using aws = await faultKms(
      (_, operation) => (operation.includes('Secret') ? awsError(400, 'AccessDeniedException') : 'hang'),
      moto,
    );
    const outcome = await app({ ...awsEnv(aws.endpoint), ...within() }, files);
    expect(outcome.status).toBe(1);
    expect(outcome.stderr).toContain('ACCESS_DENIED');
    expect(outcome.stderr).toContain('DEADLINE_EXCEEDED');
    expect(outcome.milliseconds).toBeLessThan(deadline + slack);
  });

  it('a slow answer within the deadline is waited for', async () => {
    using aws = await faultKms(() => ({ wait: 500 }), moto);
    const outcome = await app({ ...awsEnv(aws.endpoint), OPTIONS: '{"deadline": 10000}' }, files);
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    expect(outcome.milliseconds).toBeGreaterThan(500);
  });
});

describe('in one process', () => {
  const SOURCE = { a: 'secretsmanager::a', b: { c: 'ssm::/c' }, plain: 1 };
  beforeEach(() => useEndpoint('http://127.0.0.1:9'));

  it('a signal that has ended begins nothing', async () => {
    using aws = await faultKms(() => 'hang');
    useEndpoint(aws.endpoint);
    expect(await problemsOf(loadConfig(SOURCE, { signal: AbortSignal.abort() }))).toEqual(['ABORTED']);
    expect(aws.calls).toEqual([]);
  });

  it('a signal ends one load and not another that waits for the same', async () => {
    using aws = await faultKms(() => ({ wait: 2_000 }), moto);
    useEndpoint(aws.endpoint);
    const id = `in-flight/${randomUUID()}`;
    await putParameter(moto, `/${id}`, secret());
    const ending = new AbortController();
    const one = problemsOf(loadConfig({ a: `ssm::/${id}` }, { signal: ending.signal }));
    const other = loadConfig({ a: `ssm::/${id}` });
    setTimeout(() => ending.abort(new Error('enough')), 1_000);
    expect(await one).toEqual(['ABORTED object a']);
    expect(await other).toEqual({ a: secret() });
    expect(aws.calls).toHaveLength(1);
  });

  it('the signal of a load that is over ends nothing, and is not listened to', async () => {
    const ending = new AbortController();
    const added: string[] = [];
    const { signal } = ending;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    Object.assign(signal, {
      addEventListener: (...args: Parameters<typeof add>) => {
        added.push(args[0]);
        add(...args);
      },
      removeEventListener: (...args: Parameters<typeof remove>) => {
        added.pop();
        remove(...args);
      },
    });
    expect(await loadConfig({ a: 1 }, { signal })).toEqual({ a: 1 });
    expect(added).toEqual([]);
  });

  it('the deadline is told once, with what was waited for last', async () => {
    using aws = await faultKms(() => awsError(400, 'ThrottlingException', 'Rate exceeded'));
    useEndpoint(aws.endpoint);
    const error = await errorOf(loadConfig(SOURCE, { deadline: 600 }));
    expect(error.errors).toEqual([]);
    expect(error).toMatchObject({ code: 'DEADLINE_EXCEEDED', source: 'object', path: 'a' });
    expect(error.message).toMatch(/600 ms.*Rate exceeded/u);
  });

  it('the deadline tells what else is wrong, too', async () => {
    using aws = await faultKms(() => 'hang');
    useEndpoint(aws.endpoint);
    const source = { ...SOURCE, bad: 'kmscrypt::AB==', worse: 'ssm::' };
    expect(await problemsOf(loadConfig(source, { deadline: 300 }))).toEqual([
      'REFERENCE_INVALID object worse',
      'DEADLINE_EXCEEDED object a',
      'INVALID_TOKEN object bad',
    ]);
  });

  it('the deadline begins after the start jitter', async () => {
    using aws = await faultKms(() => 'hang');
    useEndpoint(aws.endpoint);
    const began = performance.now();
    const options = { deadline: 200, startJitter: 1_000, random: () => 0.5 };
    expect(await problemsOf(loadConfig({ a: 'ssm::/a' }, options))).toEqual(['DEADLINE_EXCEEDED object a']);
    const took = performance.now() - began;
    expect(took).toBeGreaterThan(690);
    expect(took).toBeLessThan(5_000);
  });
});
