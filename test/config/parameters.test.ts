import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { createSsmClient } from '../../packages/config/src/aws/ssm.ts';
import type { ParameterKey, ParameterTreeKey } from '../../packages/config/src/brokers/broker.ts';
import { parameterTreesBroker } from '../../packages/config/src/brokers/parameter-trees.ts';
import { parametersBroker } from '../../packages/config/src/brokers/parameters.ts';
import { useEndpoint } from '../core/use-endpoint.ts';
import { callAws, putParameter } from '../support/aws-at.ts';
import { awsError, type Fault, faultKms } from '../support/fault-kms.ts';
import { boundOf, codeOf, onePerRegion, textOf } from './answers.ts';

const moto = inject('endpoint');
const PASSING: AbortSignal = new AbortController().signal;

function keyOf(name: string, more: Partial<ParameterKey> = {}): ParameterKey {
  return { name, region: undefined, selector: undefined, ...more };
}

function treeOf(path: string, region?: string): ParameterTreeKey {
  return { path, region, account: undefined };
}

/** Reads at once unless told otherwise; retries do not wait. */
function brokersAt(endpoint: string, concurrency = 32) {
  useEndpoint(endpoint);
  const options = {
    clientOf: onePerRegion((region) => createSsmClient({}, region)),
    bounded: boundOf(concurrency),
    retryOptions: () => ({ random: () => 0 }),
  };
  return { parameters: parametersBroker(options), trees: parameterTreesBroker(options) };
}

/** A subtree of its own for each test: `PATH/N` holds `value N of PATH`. */
async function parameters(
  count: number,
  region?: string,
): Promise<{ path: string; made: { name: string; value: string }[] }> {
  const path = `/test/${randomUUID()}`;
  const made = Array.from({ length: count }, (_, index) => ({
    name: `${path}/${index}`,
    value: `value ${index} of ${path}`,
  }));
  const options = region === undefined ? {} : { region };
  await Promise.all(made.map(({ name, value }) => putParameter(moto, name, value, options)));
  return { path, made };
}

describe.skipIf(!moto)('parameters of SSM', () => {
  it('are read 10 a call, several calls at once', async () => {
    const { made } = await parameters(100);
    using aws = await faultKms(() => ({ gather: 10 }), moto);
    const answers = await brokersAt(aws.endpoint).parameters.read(
      made.map(({ name }) => keyOf(name)),
      PASSING,
    );
    expect(answers.map(textOf)).toEqual(made.map(({ value }) => value));
    expect(aws.calls).toEqual(Array.from({ length: 10 }, () => 'AmazonSSM.GetParameters'));
    expect(aws.mostAtOnce()).toBe(10);
  });

  it('of several regions are read a region together, within the bound', async () => {
    const near = await parameters(20);
    const far = await parameters(15, 'eu-west-1');
    using aws = await faultKms(() => ({ gather: 2 }), moto);
    const mixed = [
      ...near.made.map(({ name, value }) => ({ key: keyOf(name), value })),
      ...far.made.map(({ name, value }) => ({ key: keyOf(name, { region: 'eu-west-1' }), value })),
    ].toSorted((one, other) => one.key.name.slice(-2).localeCompare(other.key.name.slice(-2)));
    const answers = await brokersAt(aws.endpoint, 2).parameters.read(
      mixed.map(({ key }) => key),
      PASSING,
    );
    expect(answers.map(textOf)).toEqual(mixed.map(({ value }) => value));
    expect(aws.calls).toHaveLength(4);
    expect(aws.mostAtOnce()).toBe(2);
  });

  it('go by version and label, and may be of any type', async () => {
    const name = `/test/${randomUUID()}`;
    for (const value of ['first', 'second', 'third']) await putParameter(moto, name, value);
    const label = { Name: name, ParameterVersion: 2, Labels: ['stable'] };
    await callAws(moto, ['AmazonSSM', 'LabelParameterVersion'], label);
    const list = `list-${randomUUID()}`;
    await putParameter(moto, list, 'a,b', { type: 'StringList' });
    const selectors = [undefined, '1', 'stable', '9', 'none'];
    const keys = [...selectors.map((selector) => keyOf(name, { selector })), keyOf(list)];
    const answers = await brokersAt(moto).parameters.read(keys, PASSING);
    expect(answers.map((answer) => (answer.ok ? answer.value : answer.error.code))).toEqual([
      'third',
      'first',
      'second',
      'SECRET_NOT_FOUND',
      'SECRET_NOT_FOUND',
      'a,b',
    ]);
  });

  it('that are missing are problems of their own', async () => {
    const { path, made } = await parameters(2);
    using aws = await faultKms(() => 'pass', moto);
    const keys = [made[0]!.name, `${path}/none`, made[1]!.name].map((name) => keyOf(name));
    const answers = await brokersAt(aws.endpoint).parameters.read(keys, PASSING);
    expect(answers.map(codeOf)).toEqual([undefined, 'SECRET_NOT_FOUND', undefined]);
    expect(aws.calls).toHaveLength(1);
  });

  // moto does not know ARNs in GetParameters, so it is AWS's answer that is played.
  it('go by ARN, also where another account has the same name', async () => {
    const arns = ['1', '2'].map((account) => `arn:aws:ssm:us-east-1:${account.repeat(12)}:parameter/db`);
    const answerOf = (call: number): Fault => ({
      status: 200,
      body: JSON.stringify({ Parameters: [{ Name: '/db', ARN: arns[call - 1], Value: `value ${call}` }] }),
    });
    using aws = await faultKms(answerOf);
    const keys = arns.map((name) => keyOf(name, { region: 'us-east-1' }));
    const answers = await brokersAt(aws.endpoint, 1).parameters.read(keys, PASSING);
    expect(answers.map(textOf)).toEqual(['value 1', 'value 2']);
  });
});

describe.skipIf(!moto)('failures of SSM', () => {
  // moto has no permissions, and puts a version that there is not among InvalidParameters.
  it.each([
    ['AccessDeniedException', 'ACCESS_DENIED'],
    ['ParameterVersionNotFound', 'SECRET_NOT_FOUND'],
    ['ParameterVersionLabelNotFound', 'SECRET_NOT_FOUND'],
    ['ValidationException', 'SECRET_NOT_FOUND'],
    ['InvalidKeyId', 'SECRET_UNUSABLE'],
  ])('of one parameter are found, and keep no other from being read: %s', async (exception, code) => {
    const { made } = await parameters(12);
    // One at a time: both batches, then the ten of the first.
    using aws = await faultKms(
      (call) => (call === 1 || call === 6 ? awsError(400, exception) : 'pass'),
      moto,
    );
    const answers = await brokersAt(aws.endpoint, 1).parameters.read(
      made.map(({ name }) => keyOf(name)),
      PASSING,
    );
    expect(answers.map(codeOf)).toEqual(made.map((_, index) => (index === 3 ? code : undefined)));
    expect(new Set(aws.calls)).toEqual(new Set(['AmazonSSM.GetParameters']));
    expect(aws.calls).toHaveLength(12);
  });

  it.each([
    ['throttling', awsError(400, 'ThrottlingException', 'Rate exceeded')],
    ['a broken service', awsError(500, 'InternalServerError')],
    ['a connection that is reset', 'reset'],
    ['an answer that ends early', 'cut'],
  ] as const)('that pass are got past: %s', async (_name, fault) => {
    const { path, made } = await parameters(25);
    using aws = await faultKms((call) => (call % 2 === 1 ? fault : 'pass'), moto);
    const brokers = brokersAt(aws.endpoint, 1);
    const values = made.map(({ value }) => value);
    const answers = await brokers.parameters.read(
      made.map(({ name }) => keyOf(name)),
      PASSING,
    );
    expect(answers.map(textOf)).toEqual(values);
    const [tree] = await brokers.trees.read([treeOf(path)], PASSING);
    expect(tree?.ok && [...tree.value.values()].toSorted()).toEqual(values.toSorted());
    expect(aws.calls).toHaveLength(12);
  });

  it.each([
    ['THROTTLED', awsError(400, 'ThrottlingException', 'Rate exceeded'), 8],
    ['AWS_FAILED', { status: 500, body: '' }, 5],
    ['NETWORK', 'reset', 4],
    ['CREDENTIALS_EXPIRED', awsError(400, 'ExpiredTokenException'), 1],
  ] as const)('that stay are not asked for one by one: %s', async (code, fault, calls) => {
    using aws = await faultKms(() => fault);
    const keys = ['/a', '/b', '/c'].map((name) => keyOf(name));
    const answers = await brokersAt(aws.endpoint).parameters.read(keys, PASSING);
    expect(answers.map(codeOf)).toEqual([code, code, code]);
    expect(aws.calls).toHaveLength(calls);
    expect(new Set(answers.map((answer) => !answer.ok && answer.error)).size).toBe(1);
  });

  it('to give an answer that can be read tell nothing of it', async () => {
    const body = '{"Parameters":[{"Name":"/a","Value":"canary-value"';
    using aws = await faultKms(() => ({ status: 200, body }));
    const brokers = brokersAt(aws.endpoint);
    const answers = await Promise.all([
      brokers.parameters.read(
        ['/a', '/b'].map((name) => keyOf(name)),
        PASSING,
      ),
      brokers.trees.read([treeOf('/t')], PASSING),
    ]);
    expect(new Set(answers.flat().map(codeOf))).toEqual(new Set(['AWS_FAILED']));
    expect(inspect(answers, { depth: null, showHidden: true })).not.toContain('canary');
  });

  it.each(['hang', 'stall'] as const)('that last for ever end with the signal: %s', async (fault) => {
    using aws = await faultKms(() => fault);
    const began = performance.now();
    const { parameters: broker, trees } = brokersAt(aws.endpoint);
    const signal = AbortSignal.timeout(300);
    const [answers, tree] = await Promise.all([
      broker.read(
        Array.from({ length: 50 }, (_, index) => keyOf(`/p/${index}`)),
        signal,
      ),
      trees.read([treeOf('/p')], signal),
    ]);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(new Set([...answers, ...tree].map(codeOf))).toEqual(new Set(['ABORTED']));
  });
});

describe.skipIf(!moto)('subtrees of SSM', () => {
  it('are read with all their pages, several at once', async () => {
    const trees = await Promise.all([parameters(25), parameters(3), parameters(10, 'eu-west-1')]);
    await putParameter(moto, `${trees[1].path}/deep/er`, 'deep');
    await putParameter(moto, `${trees[1].path}x`, 'not below it');
    using aws = await faultKms(() => ({ gather: 4 }), moto);
    const keys = trees.map(({ path }, index) => treeOf(path, index === 2 ? 'eu-west-1' : undefined));
    const answers = await brokersAt(aws.endpoint).trees.read([...keys, treeOf('/test/none')], PASSING);
    const read = answers.map((answer) => (answer.ok ? Object.fromEntries(answer.value) : answer.error.code));
    const expected = trees.map(({ made }) =>
      Object.fromEntries(made.map(({ value }, index) => [String(index), value])),
    );
    expect(read).toEqual([
      expected[0],
      { ...expected[1], 'deep/er': 'deep' },
      expected[2],
      'SECRET_NOT_FOUND',
    ]);
    expect(aws.mostAtOnce()).toBe(4);
  });

  it('may be all of a region', async () => {
    const region = 'ap-south-2';
    await putParameter(moto, '/a/b', 'below', { region });
    const [tree] = await brokersAt(moto).trees.read([treeOf('', region)], PASSING);
    expect(tree?.ok && tree.value.get('a/b')).toBe('below');
  });

  it('that are denied, or repeat a page, are problems', async () => {
    const page = JSON.stringify({ Parameters: [{ Name: '/t/a', Value: 'x' }], NextToken: 'again' });
    using aws = await faultKms(() => ({ status: 200, body: page }));
    const [repeating] = await brokersAt(aws.endpoint).trees.read([treeOf('/t')], PASSING);
    expect(codeOf(repeating)).toBe('AWS_FAILED');
    expect(aws.calls).toHaveLength(2);

    using denying = await faultKms((call) =>
      call === 1 ? { status: 200, body: page } : awsError(400, 'AccessDeniedException'),
    );
    const [denied] = await brokersAt(denying.endpoint).trees.read([treeOf('/t')], PASSING);
    expect(codeOf(denied)).toBe('ACCESS_DENIED');
  });
});
