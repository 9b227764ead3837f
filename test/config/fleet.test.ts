import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { createSecret, putParameter } from '../support/aws-at.ts';
import { awsEnv, callKms, createKey } from '../support/kms-at.ts';
import { NODE } from '../support/programs.ts';
import { type Bucket, throttlingEndpoint } from '../support/throttling-endpoint.ts';

const moto = inject('endpoint');
const IS_SOAK = Boolean(process.env['KMSCRYPT_SOAK']);
const WORKERS = 8;
const LOADERS = 25;
const FLEET = WORKERS * LOADERS;

/**
 * A worker: as many loaders as told. Each has an environment of its own, so that it has clients, connections and a pace of its
 * own, as a process has.
 */
const SCRIPT = `
  import { once } from 'node:events';
  import { loadConfig } from '@kmscrypt/config';
  const { loaders, config, expected, options } = JSON.parse(process.argv[1]);
  console.log('ready');
  await once(process.stdin, 'data');
  const started = performance.now();
  const load = async () => {
    const loaded = await loadConfig(config, { ...options, env: { ...process.env } });
    if (JSON.stringify(loaded) !== expected) throw new Error('it has loaded something else');
    return performance.now() - started;
  };
  const ends = await Promise.allSettled(Array.from({ length: loaders }, load));
  const failures = ends.filter(({ status }) => status === 'rejected').map(({ reason }) => String(reason));
  const times = ends.map(({ value }) => value ?? 0);
  process.stdout.write(JSON.stringify({ failures, slowest: Math.max(...times) }));
  process.exit();
`;

interface Values {
  readonly config: Readonly<Record<string, string>>;
  readonly plain: Readonly<Record<string, string>>;
  /** How many calls it takes at least. */
  readonly calls: number;
}

interface Fleet {
  readonly failures: readonly string[];
  /** In multiples of the least. */
  readonly requests: number;
}

/** Boots the fleet, all of it at once, and tells on stdout what it took. */
async function boot(
  { config, plain, calls }: Values,
  bucket: Bucket,
  options: { readonly startJitter?: number; readonly deadline?: number },
): Promise<Fleet> {
  using aws = await throttlingEndpoint(bucket, moto);
  const task = { loaders: LOADERS, config, expected: JSON.stringify(plain), options };
  const command = ['--input-type=module', '-e', SCRIPT, JSON.stringify(task)];
  const env = { PATH: process.env['PATH'], ...awsEnv(aws.endpoint) };
  const workers = Array.from({ length: WORKERS }, () =>
    spawn(NODE, command, { env, cwd: import.meta.dirname, stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  running.push(...workers);
  await Promise.all(workers.map(({ stdout }) => once(stdout, 'data')));
  for (const { stdin } of workers) stdin.end('go');
  const outputs = await Promise.all(workers.map(({ stdout }) => text(stdout)));
  const ends = outputs.map((output) => JSON.parse(output) as { failures: string[]; slowest: number });
  const least = FLEET * calls;
  const requests = aws.requests() / least;
  const seconds = Math.max(...ends.map(({ slowest }) => slowest)) / 1000;
  process.stdout.write(
    `fleet: ${FLEET} loaders × ${calls} calls, bucket of ${bucket.rate}/s and bursts of ${bucket.burst} a service, ` +
      `startJitter ${options.startJitter ?? 0} ms: ${aws.requests()} requests for ${least} calls ` +
      `(${requests.toFixed(2)}×), booted in ${seconds.toFixed(1)} s\n`,
  );
  expect(aws.failures).toEqual([]);
  return { failures: ends.flatMap(({ failures }) => failures), requests };
}

const running: ChildProcess[] = [];
afterEach(() => {
  for (const worker of running.splice(0)) worker.kill('SIGKILL');
});

describe.skipIf(!moto)(`a fleet of ${FLEET} boots at once`, () => {
  /** Tokens that take one call each. */
  const tokens: string[] = [];
  const valuesOf = (calls: number): Values => ({
    calls,
    config: Object.fromEntries(tokens.slice(0, calls).map((token, index) => [`key${index}`, token])),
    plain: Object.fromEntries(tokens.slice(0, calls).map((_, index) => [`key${index}`, `value ${index}`])),
  });
  /** One call each to three services. */
  const ofAll = (): Values => ({
    calls: 3,
    config: {
      token: tokens[0] ?? '',
      secret: 'secretsmanager::fleet/secret',
      parameter: 'ssm::/fleet/parameter',
    },
    plain: { token: 'value 0', secret: 'a secret', parameter: 'a parameter' },
  });

  beforeAll(async () => {
    const key = await createKey(moto);
    for (let index = 0; index < 50; index += 1) {
      const plaintext = Buffer.from(`value ${index}`).toString('base64');
      const { CiphertextBlob: blob } = await callKms(moto, 'Encrypt', { KeyId: key, Plaintext: plaintext });
      tokens.push(`kmscrypt::${String(blob)}`);
    }
    await createSecret(moto, 'fleet/secret', 'a secret');
    await putParameter(moto, '/fleet/parameter', 'a parameter');
  });

  const RATE = 100;
  // More calls a loader, and a bucket that lets one through at a time, are played in virtual time
  // (packages/core/test/fleet.test.ts): two cores cannot be the 200 processes that they are to stand for.
  const rows = IS_SOAK
    ? [10, 100].flatMap((burst) => [1, 3, 10].map((calls) => ({ calls, burst })))
    : [{ calls: 1, burst: 10 }];

  it.each(rows)(
    '$calls calls each, bursts of $burst: all boot, and there is no storm',
    async ({ calls, burst }) => {
      // Ten calls each take 20 s at least, too near to the default of 30.
      const options = calls > 3 ? { deadline: 600_000 } : {};
      const { failures, requests } = await boot(valuesOf(calls), { rate: RATE, burst }, options);
      expect(failures).toEqual([]);
      expect(requests).toBeLessThan(3);
    },
    900_000,
  );

  it.runIf(IS_SOAK)('tokens, secrets and parameters together', async () => {
    const { failures, requests } = await boot(ofAll(), { rate: RATE, burst: 10 }, {});
    expect(failures).toEqual([]);
    expect(requests).toBeLessThan(3);
  });

  it.each(IS_SOAK ? [1, 3, 10] : [1])(
    '%i calls each, with a startJitter of twice the time that they take: hardly any is throttled',
    async (calls) => {
      const startJitter = 2 * ((FLEET * calls) / RATE) * 1000;
      const { failures, requests } = await boot(valuesOf(calls), { rate: RATE, burst: 100 }, { startJitter });
      expect(failures).toEqual([]);
      expect(requests).toBeLessThan(1.1);
    },
    900_000,
  );
});
