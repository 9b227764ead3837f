import { ConfigError, loadConfig } from '@kmscrypt/config';
import { encryptValues } from '@kmscrypt/core';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { useEndpoint } from '../core/use-endpoint.ts';
import { createSecret, putParameter } from '../support/aws-at.ts';
import { secret, tracesIn } from '../support/canary.ts';
import { errorOf, everythingOf, problemsOf } from '../support/config-problems.ts';
import { awsError, type Fault, type FaultKms, faultKms } from '../support/fault-kms.ts';
import { createKey } from '../support/kms-at.ts';
import { times } from '../support/programs.ts';

// Whatever AWS and the network do: the config is exactly right, or there is an error, and never a part of it or a wrong one.

const moto = inject('endpoint');
const BATCH = 'secretsmanager.BatchGetSecretValue';
const SINGLE = 'secretsmanager.GetSecretValue';
const id = `faults/${randomUUID()}`;
const numbered = <T>(count: number, each: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => each(index));

/** Retries do not wait. */
const AT_ONCE = { random: () => 0 };
const NAMES = numbered(40, (index) => `${id}/${index}`);
const EXPECTED = {
  secrets: numbered(40, (index) => secret(`s${index}`)),
  key: secret('key'),
  parameters: numbered(25, (index) => secret(`p${index}`)),
  tree: Object.fromEntries(numbered(12, (index) => [index, secret(`t${index}`)])),
  blobs: numbered(10, (index) => `(${secret(`b${index}`)})`),
  messages: numbered(10, (index) => secret(`m${index}`)),
};
/** Two batches and a single read, three batches, two pages, ten blobs, one envelope. */
const CALLS = 2 + 1 + 3 + 2 + 10 + 1;

let made:
  | Promise<Readonly<Record<keyof typeof EXPECTED, unknown> & { blobs: readonly string[] }>>
  | undefined;
async function makeSource() {
  const keyIds = [await createKey(moto)];
  await Promise.all([
    ...NAMES.map((name, index) => createSecret(moto, name, secret(`s${index}`))),
    createSecret(moto, `${id}/json`, JSON.stringify({ a: [secret('key')] })),
    ...numbered(25, (index) => putParameter(moto, `/${id}/${index}`, secret(`p${index}`))),
    ...numbered(12, (index) => putParameter(moto, `/tree/${id}/${index}`, secret(`t${index}`))),
  ]);
  const blobs = await encryptValues(
    numbered(10, (index) => secret(`b${index}`)),
    { keyIds },
  );
  const messages = await encryptValues(
    numbered(10, (index) => secret(`m${index}`)),
    { keyIds, envelope: true },
  );
  return {
    secrets: NAMES.map((name) => `secretsmanager::${name}`),
    key: `secretsmanager::${id}/json#a[0]`,
    parameters: numbered(25, (index) => `ssm::/${id}/${index}`),
    tree: `ssm::/tree/${id}/*`,
    blobs: blobs.map((blob) => `(${blob})`),
    messages,
  };
}
async function sourceAt({ endpoint }: { readonly endpoint: string }) {
  useEndpoint(moto);
  made ??= makeSource();
  const source = await made;
  useEndpoint(endpoint);
  return source;
}

function callsOf({ calls }: FaultKms): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const call of calls) counts[call] = (counts[call] ?? 0) + 1;
  return counts;
}

const THROTTLED = awsError(400, 'ThrottlingException', 'Rate exceeded');

describe.skipIf(!moto)('failures that pass', () => {
  it('without any, it takes the least calls', async () => {
    using aws = await faultKms(() => 'pass', moto);
    expect(await loadConfig(await sourceAt(aws))).toEqual(EXPECTED);
    expect(aws.calls).toHaveLength(CALLS);
  });

  it.each<[name: string, fault: Fault, passes: number]>([
    ['throttling of Secrets Manager and KMS', THROTTLED, 5],
    ['throttling of SSM', awsError(400, 'TooManyRequestsException', 'slow down'), 3],
    ['throttling without a word', { status: 429, body: '' }, 3],
    ['a broken service', { status: 500, body: '{"__type": "InternalServerError"}' }, 3],
    ['a broken service in its own words', awsError(500, 'InternalServiceError'), 3],
    ['a balancer without a service', { status: 503, body: '<html>503</html>' }, 3],
    ['a connection that is reset', 'reset', 2],
    ['an answer that is cut', 'cut', 2],
  ])('%s', async (_name, fault, passes) => {
    // The first calls of each operation, so that every broker meets it.
    const seen = new Map<string, number>();
    const faultOf = (_: number, operation: string): Fault => {
      const count = (seen.get(operation) ?? 0) + 1;
      seen.set(operation, count);
      return count <= passes ? fault : 'pass';
    };
    using aws = await faultKms(faultOf, moto);
    const config = await loadConfig(await sourceAt(aws), AT_ONCE);
    expect(config).toEqual(EXPECTED);
    expect(aws.calls.length).toBeGreaterThan(CALLS);
  });

  it('slow answers', async () => {
    using aws = await faultKms((call) => ({ wait: (call % 5) * 60 }), moto);
    expect(await loadConfig(await sourceAt(aws))).toEqual(EXPECTED);
    expect(aws.calls).toHaveLength(CALLS);
  });
});

describe.skipIf(!moto)('failures that stay', () => {
  it.each<[name: string, fault: Fault, code: string]>([
    [
      'expired credentials',
      awsError(400, 'ExpiredTokenException', 'The security token included in the request is expired'),
      'CREDENTIALS_EXPIRED',
    ],
    [
      'credentials that AWS does not know',
      awsError(400, 'UnrecognizedClientException'),
      'CREDENTIALS_REFUSED',
    ],
    [
      'a clock that is off',
      awsError(400, 'InvalidSignatureException', 'Signature expired: 20260101T000000Z is now earlier than'),
      'CLOCK_SKEW',
    ],
    ['a connection that is reset', 'reset', 'NETWORK'],
    ['answers that are cut', 'cut', 'NETWORK'],
  ])('%s: told once a service, not once a value', async (_name, fault, code) => {
    using aws = await faultKms(() => fault, moto);
    const problems = await problemsOf(loadConfig(await sourceAt(aws), AT_ONCE));
    expect(problems.toSorted()).toEqual([
      `${code} object blobs[0]`,
      `${code} object parameters[0]`,
      `${code} object secrets[0]`,
      `${code} object tree`,
    ]);
  });

  it.each<[name: string, fault: Fault]>([
    ['a broken service', { status: 500, body: '' }],
    ['answers that are empty', { status: 200, body: '' }],
    ['answers that are empty objects', { status: 200, body: '{}' }],
    ['answers of a login page', { status: 200, body: '<html>please log in</html>' }],
    [
      'answers of another shape',
      { status: 200, body: '{"SecretValues": 1, "Parameters": {}, "Plaintext": []}' },
    ],
    ['answers that are null', { status: 200, body: 'null' }],
    ['a redirection', { status: 302, body: '', headers: { location: 'https://example.com/' } }],
    ['a refusal without a word', { status: 403, body: '' }],
    ['not found', { status: 404, body: '<html>' }],
  ])('%s', async (_name, fault) => {
    using aws = await faultKms(() => fault, moto);
    const source = await sourceAt(aws);
    for (const [name, value] of Object.entries(source)) {
      const error = await errorOf(loadConfig({ [name]: value }, { ...AT_ONCE, deadline: 5_000 }));
      const codes = new Set((error.errors.length > 0 ? error.errors : [error]).map(({ code }) => code));
      for (const code of codes)
        expect([name, code]).toEqual([
          name,
          expect.stringMatching(
            /^(AWS_FAILED|KMS_FAILED|SECRET_NOT_FOUND|ACCESS_DENIED|CREDENTIALS_REFUSED)$/u,
          ),
        ]);
    }
  });

  it('throttling: until the deadline', async () => {
    using aws = await faultKms(() => THROTTLED);
    const error = await errorOf(loadConfig(await sourceAt(aws), { ...AT_ONCE, deadline: 800 }));
    expect(error.code).toBe('DEADLINE_EXCEEDED');
    expect(error.message).toContain('Rate exceeded');
  });
});

describe.skipIf(!moto)('refusals of some', () => {
  const DENIED = [3, 17, 38];
  const refused = new Set(DENIED.map((index) => NAMES[index] ?? ''));
  const expected = DENIED.map((index) => `ACCESS_DENIED object secrets[${index}]`);
  const WHY =
    'User: arn:aws:iam::123456789012:user/app is not authorized to perform: secretsmanager:GetSecretValue';

  /** A batch's answer as AWS gives it, with some secrets refused. */
  const withRefusals = (body: string): string => {
    const { SecretValues, ...rest } = JSON.parse(body) as { SecretValues: { Name: string }[] };
    const isRefused = ({ Name }: { Name: string }): boolean => refused.has(Name);
    return JSON.stringify({
      ...rest,
      SecretValues: SecretValues.filter((each) => !isRefused(each)),
      Errors: SecretValues.filter(isRefused).map(({ Name }) => ({
        SecretId: Name,
        ErrorCode: 'AccessDeniedException',
        Message: WHY,
      })),
    });
  };

  it('three of 40 secrets, in the answer of a batch', async () => {
    using aws = await faultKms(
      (_, operation) => (operation === BATCH ? { change: withRefusals } : 'pass'),
      moto,
    );
    const { secrets } = await sourceAt(aws);
    const error = await errorOf(loadConfig({ secrets }));
    expect(error.errors.map(({ code, source, path }) => `${code} ${source} ${path}`)).toEqual(expected);
    expect(error.message).toContain('not authorized');
    expect(callsOf(aws)).toEqual({ [BATCH]: 2 });
  });

  it('three of 40 secrets, and all batches', async () => {
    const denied = awsError(400, 'AccessDeniedException', WHY);
    using aws = await faultKms((_, operation, body) => {
      const { SecretId: name } = JSON.parse(body) as { SecretId?: string };
      return operation === BATCH || refused.has(name ?? '') ? denied : 'pass';
    }, moto);
    const { secrets } = await sourceAt(aws);
    expect(await problemsOf(loadConfig({ secrets }))).toEqual(expected);
    // Both batches are denied at once; from then on none is tried.
    expect(callsOf(aws)).toEqual({ [BATCH]: 2, [SINGLE]: 40 });
    expect(await problemsOf(loadConfig({ secrets }))).toEqual(expected);
    expect(callsOf(aws)).toEqual({ [BATCH]: 2, [SINGLE]: 80 });
  });

  it('batches alone: all secrets are read singly', async () => {
    using aws = await faultKms(
      (_, operation) => (operation === BATCH ? awsError(400, 'AccessDeniedException') : 'pass'),
      moto,
    );
    const { secrets } = await sourceAt(aws);
    expect(await loadConfig({ secrets })).toEqual({ secrets: EXPECTED.secrets });
    expect(callsOf(aws)).toEqual({ [BATCH]: 2, [SINGLE]: 40 });
  });

  it('one token of ten', async () => {
    const { blobs } = await sourceAt({ endpoint: moto });
    const denied = blobs[7]?.slice('(kmscrypt::'.length, -1) ?? '';
    using aws = await faultKms(
      (_, __, body) =>
        body.includes(denied) ? awsError(400, 'AccessDeniedException', 'kms:Decrypt on the key') : 'pass',
      moto,
    );
    await sourceAt(aws);
    expect(await problemsOf(loadConfig({ blobs }))).toEqual(['ACCESS_DENIED object blobs[7]']);
    expect(callsOf(aws)).toEqual({ Decrypt: 10 });
  });

  it('an envelope: each of its tokens is told', async () => {
    using aws = await faultKms(() => awsError(400, 'DisabledException'), moto);
    const { messages } = await sourceAt(aws);
    expect(await problemsOf(loadConfig({ messages }))).toEqual(['KEY_UNUSABLE object messages[0]']);
    expect(callsOf(aws)).toEqual({ Decrypt: 1 });
  });

  it('one parameter of 25, which SSM answers for all of its call', async () => {
    const denied = awsError(400, 'AccessDeniedException', 'ssm:GetParameters');
    using aws = await faultKms((_, __, body) => (body.includes(`/${id}/4"`) ? denied : 'pass'), moto);
    const { parameters } = await sourceAt(aws);
    expect(await problemsOf(loadConfig({ parameters }))).toEqual(['ACCESS_DENIED object parameters[4]']);
    expect(callsOf(aws)).toEqual({ 'AmazonSSM.GetParameters': 3 + 10 });
  });

  it('do not hide one another', async () => {
    const faultOf = (_: number, operation: string): Fault => {
      if (operation === BATCH) return { change: withRefusals };
      if (operation === 'Decrypt') return awsError(400, 'KMSInvalidStateException');
      return operation.endsWith('ByPath') ? awsError(400, 'ExpiredTokenException') : 'pass';
    };
    using aws = await faultKms(faultOf, moto);
    const { secrets, tree, parameters, blobs } = await sourceAt(aws);
    const problems = await problemsOf(
      loadConfig({ secrets, tree, parameters, blob: blobs[0], typo: 'ssm::' }),
    );
    expect(problems.toSorted()).toEqual(
      [
        ...expected,
        'CREDENTIALS_EXPIRED object tree',
        'KEY_UNUSABLE object blob',
        'REFERENCE_INVALID object typo',
      ].toSorted(),
    );
  });
});

const RUNS = times(10, 150);
const NOTHING: Fault = { status: 200, body: '{}' };

/** Numbers in [0, 1) that a seed decides (mulberry32): fast-check's own prefer the ends. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe.skipIf(!moto)('anything at random', () => {
  const FAULTS: readonly Fault[] = [
    THROTTLED,
    awsError(400, 'TooManyRequestsException'),
    { status: 500, body: '' },
    { status: 503, body: '<html>' },
    'reset',
    'cut',
    { wait: 15 },
    NOTHING,
    { status: 200, body: '<html>' },
    awsError(400, 'AccessDeniedException', 'not authorized'),
    awsError(400, 'ExpiredTokenException'),
    { change: (body) => body.slice(0, -7) },
  ];
  /** What gets past on its own. */
  const PASSING = FAULTS.slice(0, 7);

  beforeEach(() => useEndpoint(moto));

  it.each<[name: string, faults: readonly Fault[], share: number, most: number, least: number]>([
    ['3 of 10 calls fail in a way that passes', PASSING, 0.3, 1, 0.8],
    ['3 of 10 calls fail in any way', FAULTS, 0.3, 1, 0],
    ['1 of 30 calls fails in any way', FAULTS, 1 / 30, 1, 0.2],
    ['5 of 10 calls fail in a way that passes, with three loads at once', PASSING, 0.5, 3, 0.2],
  ])('%s: the config is right, or there is an error', async (_name, faults, share, most, least) => {
    const source = await sourceAt({ endpoint: moto });
    const outcomes = { right: 0, failed: 0 };
    const property = fc.asyncProperty(fc.integer(), async (seed) => {
      const random = randomOf(seed);
      const fate = (_: number, operation: string): Fault => {
        if (random() >= share) return 'pass';
        const fault = faults[Math.floor(random() * faults.length)] ?? 'pass';
        // To a subtree this is a last page without parameters, as SSM may well answer.
        return fault === NOTHING && operation.endsWith('ByPath') ? 'reset' : fault;
      };
      using aws = await faultKms(fate, moto);
      useEndpoint(aws.endpoint);
      const loads = numbered(most, () =>
        loadConfig(source, { ...AT_ONCE, deadline: 10_000 }).then(
          (config) => ({ config }),
          (error: unknown) => ({ error }),
        ),
      );
      for (const outcome of await Promise.all(loads)) {
        if ('config' in outcome) {
          expect(outcome.config).toEqual(EXPECTED);
          outcomes.right += 1;
        } else {
          expect(outcome.error).toBeInstanceOf(ConfigError);
          expect(tracesIn(everythingOf(outcome.error as Error))).toEqual([]);
          outcomes.failed += 1;
        }
      }
    });
    await fc.assert(property, { numRuns: RUNS, endOnFailure: true });
    expect(outcomes.right).toBeGreaterThanOrEqual(RUNS * most * least);
  });
});
