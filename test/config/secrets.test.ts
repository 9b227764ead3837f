import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { createSecretsClient } from '../../packages/config/src/aws/secrets-manager.ts';
import type { SecretKey } from '../../packages/config/src/brokers/broker.ts';
import { secretsBroker } from '../../packages/config/src/brokers/secrets.ts';
import { useEndpoint } from '../core/use-endpoint.ts';
import { callAws, createSecret } from '../support/aws-at.ts';
import { awsError, type Fault, type FaultKms, faultKms } from '../support/fault-kms.ts';
import { boundOf, codeOf, onePerRegion, textOf } from './answers.ts';

const moto = inject('endpoint');
const BATCH = 'secretsmanager.BatchGetSecretValue';
const SINGLE = 'secretsmanager.GetSecretValue';
const PASSING: AbortSignal = new AbortController().signal;

function keyOf(id: string, more: Partial<SecretKey> = {}): SecretKey {
  return { id, region: undefined, stage: undefined, ...more };
}

/** Reads at once unless told otherwise; retries do not wait. */
function brokerAt(endpoint: string, concurrency = 32) {
  useEndpoint(endpoint);
  return secretsBroker({
    clientOf: onePerRegion((region) => createSecretsClient({}, region)),
    bounded: boundOf(concurrency),
    retryOptions: () => ({ random: () => 0 }),
  });
}

function callsOf({ calls }: FaultKms): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const call of calls) counts[call] = (counts[call] ?? 0) + 1;
  return counts;
}

/** Secrets of their own for each test: `NAME-N` holds `value N of NAME`. */
async function secrets(
  count: number,
  region?: string,
): Promise<{ id: string; arn: string; value: string }[]> {
  const name = `test/${randomUUID()}`;
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const [id, value] = [`${name}-${index}`, `value ${index} of ${name}`];
      return { id, value, arn: await createSecret(moto, id, value, region) };
    }),
  );
}

describe.skipIf(!moto)('secrets of Secrets Manager', () => {
  it('are read 20 a call, several calls at once', async () => {
    const made = await secrets(41);
    using aws = await faultKms(() => ({ gather: 2 }), moto);
    const { read } = brokerAt(aws.endpoint);
    const forty = made.slice(0, 40);
    expect(
      (
        await read(
          forty.map(({ id }) => keyOf(id)),
          PASSING,
        )
      ).map(textOf),
    ).toEqual(forty.map(({ value }) => value));
    expect(callsOf(aws)).toEqual({ [BATCH]: 2 });
    expect(aws.mostAtOnce()).toBe(2);

    expect(
      (
        await read(
          made.map(({ id }) => keyOf(id)),
          PASSING,
        )
      ).map(textOf),
    ).toEqual(made.map(({ value }) => value));
    expect(callsOf(aws)).toEqual({ [BATCH]: 4, [SINGLE]: 1 });
  });

  it('of several regions are read a region together', async () => {
    const [near, far] = await Promise.all([secrets(21), secrets(20, 'eu-west-1')]);
    using aws = await faultKms(() => 'pass', moto);
    const { read } = brokerAt(aws.endpoint);
    const mixed = [
      ...near.map(({ id, value }) => ({ key: keyOf(id), value })),
      ...far.map(({ arn, value }) => ({ key: keyOf(arn, { region: 'eu-west-1' }), value })),
    ].toSorted((one, other) => one.key.id.slice(-4).localeCompare(other.key.id.slice(-4)));
    const answers = await read(
      mixed.map(({ key }) => key),
      PASSING,
    );
    expect(answers.map(textOf)).toEqual(mixed.map(({ value }) => value));
    expect(callsOf(aws)).toEqual({ [BATCH]: 2, [SINGLE]: 1 });
  });

  it('go by name, ARN and partial ARN', async () => {
    const [one, two, three] = await secrets(3);
    const { read } = brokerAt(moto);
    const answers = await read(
      [keyOf(one!.id), keyOf(two!.arn), keyOf(three!.arn.replace(/-.{6}$/u, '')), keyOf(one!.arn)],
      PASSING,
    );
    expect(answers.map(textOf)).toEqual([one, two, three, one].map((each) => each!.value));
  });

  it('go by stage', async () => {
    const [first, other] = await secrets(2);
    const { id, value } = first!;
    await callAws(moto, ['secretsmanager', 'PutSecretValue'], { SecretId: id, SecretString: 'new' });
    using aws = await faultKms(() => 'pass', moto);
    const { read } = brokerAt(aws.endpoint);
    const answers = await read(
      [
        keyOf(id),
        keyOf(id, { stage: 'AWSPREVIOUS' }),
        keyOf(other!.id, { stage: 'AWSCURRENT' }),
        keyOf(id, { stage: 'AWSCURRENT' }),
        keyOf(id, { stage: 'NONE' }),
      ],
      PASSING,
    );
    expect(answers.slice(0, 4).map(textOf)).toEqual(['new', value, other!.value, 'new']);
    expect(codeOf(answers[4])).toBe('SECRET_NOT_FOUND');
    expect(callsOf(aws)).toEqual({ [BATCH]: 1, [SINGLE]: 3 });
  });

  it('that cannot be given are problems of their own', async () => {
    const [good, deleted] = await secrets(2);
    const binary = `test/${randomUUID()}`;
    await createSecret(moto, binary, Uint8Array.of(0xca, 0xfe));
    await callAws(moto, ['secretsmanager', 'DeleteSecret'], { SecretId: deleted!.id });
    const keys = [good!.id, deleted!.id, binary, 'test/none', 'no such name!'].map((id) => keyOf(id));
    const { read } = brokerAt(moto);
    const expected = [
      undefined,
      'SECRET_UNUSABLE',
      'SECRET_NOT_TEXT',
      'SECRET_NOT_FOUND',
      'SECRET_NOT_FOUND',
    ];
    expect((await read(keys, PASSING)).map(codeOf)).toEqual(expected);
    const singly = await Promise.all(keys.map((key) => read([key], PASSING)));
    expect(singly.map(([answer]) => codeOf(answer))).toEqual(expected);
  });
});

/** A batch's answer as AWS gives it, with some secrets refused. */
function refusing(exceptions: Readonly<Record<string, string>>): (body: string) => string {
  return (body) => {
    const { SecretValues, ...rest } = JSON.parse(body) as { SecretValues: { Name: string }[] };
    const isRefused = ({ Name }: { Name: string }): boolean => Object.hasOwn(exceptions, Name);
    return JSON.stringify({
      ...rest,
      SecretValues: SecretValues.filter((each) => !isRefused(each)),
      Errors: SecretValues.filter(isRefused).map(({ Name }) => ({
        SecretId: Name,
        ErrorCode: exceptions[Name],
        Message: 'as the test asks.',
      })),
    });
  };
}

describe.skipIf(!moto)('failures of Secrets Manager', () => {
  it('of one secret in a batch keep no other from being read', async () => {
    const made = await secrets(5);
    const ids = made.map(({ id }) => id);
    const exceptions = {
      [ids[1]!]: 'AccessDeniedException',
      [ids[2]!]: 'DecryptionFailure',
      [ids[3]!]: 'InternalServiceError',
    };
    using aws = await faultKms((call) => (call === 1 ? { change: refusing(exceptions) } : 'pass'), moto);
    const answers = await brokerAt(aws.endpoint).read(
      ids.map((id) => keyOf(id)),
      PASSING,
    );
    expect(answers.map(codeOf)).toEqual([
      undefined,
      'ACCESS_DENIED',
      'SECRET_UNUSABLE',
      undefined,
      undefined,
    ]);
    // What may pass is asked for once more, alone.
    expect(callsOf(aws)).toEqual({ [BATCH]: 1, [SINGLE]: 1 });
  });

  it('that deny the batch lead to single reads, and the batch is not asked for again', async () => {
    const made = await secrets(4);
    const denied = awsError(
      400,
      'AccessDeniedException',
      'not authorized: secretsmanager:BatchGetSecretValue',
    );
    using aws = await faultKms((_, operation) => (operation === BATCH ? denied : 'pass'), moto);
    const { read } = brokerAt(aws.endpoint);
    for (const singles of [4, 8]) {
      const answers = await read(
        made.map(({ id }) => keyOf(id)),
        PASSING,
      );
      expect(answers.map(textOf)).toEqual(made.map(({ value }) => value));
      expect(callsOf(aws)).toEqual({ [BATCH]: 1, [SINGLE]: singles });
    }
  });

  it('that deny everything are told of each secret', async () => {
    const who = 'User: arn:aws:iam::1:user/x is not authorized to perform: secretsmanager:GetSecretValue';
    using aws = await faultKms(() => awsError(400, 'AccessDeniedException', who));
    const answers = await brokerAt(aws.endpoint).read(
      ['a', 'b'].map((id) => keyOf(id)),
      PASSING,
    );
    expect(answers.map(codeOf)).toEqual(['ACCESS_DENIED', 'ACCESS_DENIED']);
    expect(answers.map((answer) => (answer.ok ? '' : answer.error.message))).toEqual(
      ['a', 'b'].map((id) => `Secrets Manager denies access to ${id}: ${who}`),
    );
  });

  it('that a single name causes lead to single reads', async () => {
    const made = await secrets(3);
    const refused = awsError(400, 'InvalidParameterException');
    using aws = await faultKms((_, operation) => (operation === BATCH ? refused : 'pass'), moto);
    const { read } = brokerAt(aws.endpoint);
    const answers = await read(
      made.map(({ id }) => keyOf(id)),
      PASSING,
    );
    expect(answers.map(textOf)).toEqual(made.map(({ value }) => value));
    await read(
      made.map(({ id }) => keyOf(id)),
      PASSING,
    );
    expect(callsOf(aws)).toEqual({ [BATCH]: 2, [SINGLE]: 6 });
  });

  it.each([
    ['throttling', awsError(400, 'ThrottlingException', 'Rate exceeded')],
    ['a broken service', { status: 503, body: '' }],
    ['a connection that is reset', 'reset'],
    ['an answer that ends early', 'cut'],
  ] as const)('that pass are got past: %s', async (_name, fault) => {
    const made = await secrets(21);
    using aws = await faultKms((call) => (call <= 2 ? fault : 'pass'), moto);
    const answers = await brokerAt(aws.endpoint).read(
      made.map(({ id }) => keyOf(id)),
      PASSING,
    );
    expect(answers.map(textOf)).toEqual(made.map(({ value }) => value));
    expect(aws.calls).toHaveLength(4);
  });

  it.each([
    ['THROTTLED', awsError(400, 'ThrottlingException', 'Rate exceeded'), 8],
    ['AWS_FAILED', { status: 500, body: '' }, 5],
    ['NETWORK', 'reset', 4],
    ['CREDENTIALS_EXPIRED', awsError(400, 'ExpiredTokenException'), 1],
    ['CREDENTIALS_REFUSED', awsError(400, 'UnrecognizedClientException'), 1],
  ] as const)('that stay are not asked for secret by secret: %s', async (code, fault, calls) => {
    using aws = await faultKms(() => fault);
    const answers = await brokerAt(aws.endpoint).read(
      ['a', 'b', 'c'].map((id) => keyOf(id)),
      PASSING,
    );
    expect(answers.map(codeOf)).toEqual([code, code, code]);
    expect(callsOf(aws)).toEqual({ [BATCH]: calls });
    // One failure of all, so that it can be told once.
    expect(new Set(answers.map((answer) => !answer.ok && answer.error)).size).toBe(1);
  });

  it('of the run end the calls that have not begun', async () => {
    using aws = await faultKms(() => awsError(400, 'UnrecognizedClientException'));
    const keys = Array.from({ length: 100 }, (_, index) => keyOf(`s${index}`, { stage: 'AWSPREVIOUS' }));
    const answers = await brokerAt(aws.endpoint, 2).read(keys, PASSING);
    expect(new Set(answers.map(codeOf))).toEqual(new Set(['CREDENTIALS_REFUSED']));
    expect(aws.calls.length).toBeLessThanOrEqual(2);
  });

  it('leave nothing that was given by an earlier page unread', async () => {
    const made = await secrets(4);
    const all = made.map(({ id, arn, value }) => ({ Name: id, ARN: arn, SecretString: value }));
    const page = (from: number, to: number, nextToken: string): Fault => ({
      status: 200,
      body: JSON.stringify({ SecretValues: all.slice(from, to), Errors: [], NextToken: nextToken }),
    });
    const pages = [page(0, 1, 'one'), page(1, 1, 'two'), page(1, 3, 'one')];
    using aws = await faultKms((call) => pages[call - 1] ?? 'pass', moto);
    const answers = await brokerAt(aws.endpoint).read(
      made.map(({ id }) => keyOf(id)),
      PASSING,
    );
    expect(answers.map(textOf)).toEqual(made.map(({ value }) => value));
    // The third page leads back to the second, and what is missing still is read alone.
    expect(callsOf(aws)).toEqual({ [BATCH]: 3, [SINGLE]: 1 });

    using ending = await faultKms((call) => (call === 1 ? page(0, 2, 'one') : 'reset'), moto);
    const some = await brokerAt(ending.endpoint).read(
      made.map(({ id }) => keyOf(id)),
      PASSING,
    );
    expect(some.map(codeOf)).toEqual([undefined, undefined, 'NETWORK', 'NETWORK']);
  });

  it.each(['hang', 'stall'] as const)('that last for ever end with the signal: %s', async (fault) => {
    using aws = await faultKms(() => fault);
    const began = performance.now();
    const keys = Array.from({ length: 50 }, (_, index) => keyOf(`s${index}`));
    const answers = await brokerAt(aws.endpoint).read(keys, AbortSignal.timeout(300));
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(new Set(answers.map(codeOf))).toEqual(new Set(['ABORTED']));
  });

  it.each([
    ['a single read', ['a']],
    ['a batch', ['a', 'b']],
  ])('to give an answer that can be read tell nothing of it: %s', async (_name, ids) => {
    const body = '{"Name":"a","SecretString":"canary-value","SecretValues":[{"SecretString":"canary-value"';
    using aws = await faultKms(() => ({ status: 200, body }));
    const answers = await brokerAt(aws.endpoint).read(
      ids.map((id) => keyOf(id)),
      PASSING,
    );
    expect(new Set(answers.map(codeOf))).toEqual(new Set(['AWS_FAILED']));
    expect(inspect(answers, { depth: null, showHidden: true })).not.toContain('canary');
  });

  it('to take on a role are told once, and nothing is read singly', async () => {
    const denied = awsError(403, 'AccessDenied', 'User: x is not authorized to perform: sts:AssumeRole on y');
    using aws = await faultKms(() => denied);
    const answers = await brokerAt(aws.endpoint).read(
      ['a', 'b'].map((id) => keyOf(id)),
      PASSING,
    );
    expect(answers.map(codeOf)).toEqual(['ACCESS_DENIED', 'ACCESS_DENIED']);
    expect(new Set(answers.map((answer) => !answer.ok && answer.error)).size).toBe(1);
    expect(aws.calls).toHaveLength(1);
  });

  it('that were to be tried again are the cause of the end', async () => {
    using aws = await faultKms(() => awsError(400, 'ThrottlingException', 'Rate exceeded'));
    useEndpoint(aws.endpoint);
    const { read } = secretsBroker({
      clientOf: onePerRegion((region) => createSecretsClient({}, region)),
      bounded: (call) => call(),
      retryOptions: () => ({ random: () => 0.999 }),
    });
    const [answer] = await read([keyOf('a'), keyOf('b')], AbortSignal.timeout(500));
    expect(answer).toMatchObject({ ok: false, error: { code: 'ABORTED', cause: { code: 'THROTTLED' } } });
  });
});
