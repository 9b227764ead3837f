import { KmscryptError } from '@kmscrypt/core/error';
import type { Message } from '@kmscrypt/lambda';
import { describe, expect, it, test } from 'vitest';
import type { Cdn, Invalidation } from '../src/invalidation.ts';
import type { Memory } from '../src/memory.ts';
import { run, type RunInput } from '../src/run.ts';
import { configOf, listingOf, siteConfig } from './support.ts';

const NOW = new Date('2026-11-21T12:00:00Z');

/** An event of EventBridge in a message. */
function message(key: string, fields: Partial<Message> = {}, bucket = 'www'): Message {
  const payload = {
    id: `id of ${key}`,
    source: 'aws.s3',
    'detail-type': 'Object Created',
    time: '2026-11-21T11:59:00Z',
    detail: { bucket: { name: bucket }, object: { key, sequencer: '00A1' } },
  };
  return { id: key, receiveCount: 1, payload, ...fields };
}

interface Seen {
  readonly invalidations: Invalidation[];
  readonly log: string[];
  readonly spent: number[];
  readonly remembered: Map<string, ReadonlySet<string>>;
}

/** A run against a CloudFront that takes everything but for `denied` distributions. */
function runOf(fields: Partial<RunInput>, denied: readonly string[] = []): { input: RunInput; seen: Seen } {
  const seen: Seen = { invalidations: [], log: [], spent: [], remembered: new Map() };
  const cdn: Cdn = {
    invalidate: async (invalidation) => {
      if (denied.includes(invalidation.distribution)) throw new KmscryptError('ACCESS_DENIED', 'denied');
      seen.invalidations.push(invalidation);
      return { status: 'created', id: 'I1' };
    },
  };
  const memory: Memory = {
    spent: async () => 0,
    spend: async (paths) => void seen.spent.push(paths),
    done: async () => seen.remembered,
    remember: async (done) => {
      for (const [event, distributions] of done) seen.remembered.set(event, distributions);
    },
  };
  const tell = (text: string): void => void seen.log.push(text);
  const input = {
    config: siteConfig(),
    cdn,
    lister: { list: async () => listingOf([]) },
    memory,
    messages: [],
    signal: new AbortController().signal,
    answerBy: new AbortController().signal,
    now: () => NOW,
    logger: { info: tell, warn: tell, error: tell },
    ...fields,
  };
  return { input, seen };
}

test('changed objects are invalidated, and their messages done', async () => {
  const { input, seen } = runOf({ messages: [message('a'), message('b c')] });
  const { outcomes, changes } = await run(input);
  expect([...outcomes]).toEqual([
    ['a', { status: 'done' }],
    ['b c', { status: 'done' }],
  ]);
  expect(seen.invalidations.flatMap(({ items }) => items)).toEqual(['/a', '/b%20c', '/b+c']);
  expect(changes.map(({ time }) => time)).toEqual([NOW.getTime() - 60_000, NOW.getTime() - 60_000]);
});

test('the same change in two messages is one path, and both are done', async () => {
  const { input, seen } = runOf({ messages: [message('a'), message('a', { id: 'again' })] });
  const { outcomes } = await run(input);
  expect(seen.invalidations.flatMap(({ items }) => items)).toEqual(['/a']);
  expect([...outcomes.values()]).toEqual([{ status: 'done' }, { status: 'done' }]);
});

describe('messages without changes', () => {
  const rows: { name: string; given: Partial<Message>; status: string }[] = [
    {
      name: 'a test event',
      given: { payload: { Service: 'Amazon S3', Event: 's3:TestEvent' } },
      status: 'done',
    },
    { name: 'another service', given: { payload: { source: 'aws.ec2' } }, status: 'failed' },
    { name: 'null', given: { payload: null }, status: 'failed' },
    {
      name: 'what cannot be read',
      given: { payload: undefined, problem: 'it is not JSON' },
      status: 'failed',
    },
  ];
  it.each(rows)('$name: $status', async ({ given, status }) => {
    const { input, seen } = runOf({ messages: [message('a'), { id: 'x', receiveCount: 1, ...given }] });
    const { outcomes, foreign } = await run(input);
    expect(outcomes.get('x')?.status).toBe(status);
    expect(outcomes.get('a')?.status).toBe('done');
    expect(foreign).toBe(status === 'failed' ? 1 : 0);
    expect(seen.invalidations).toHaveLength(1);
  });
});

test('a bucket that no site has is done, and told', async () => {
  const { input, seen } = runOf({ messages: [message('a', {}, 'other')] });
  const { outcomes, plan } = await run(input);
  expect(outcomes.get('a')).toEqual({ status: 'done' });
  expect(plan.unmapped).toHaveLength(1);
  expect(seen.log).toEqual(['no site has these objects']);
});

describe('one distribution of three refuses', () => {
  const config = configOf({
    sites: [
      { bucket: 'www', distributions: ['E1', 'E2', 'E3'] },
      { bucket: 'img', distributions: ['E1'] },
    ],
  });
  const messages = [message('a'), message('b', {}, 'img')];

  it('the messages that go there come back, the others are done', async () => {
    const { input } = runOf({ config, messages }, ['E3']);
    const { outcomes } = await run(input);
    expect(outcomes.get('a')).toMatchObject({ status: 'failed', retryAfter: expect.any(Number) });
    expect(outcomes.get('b')).toEqual({ status: 'done' });
  });

  it('when they come again, nothing is done twice', async () => {
    const { input, seen } = runOf({ config, messages }, ['E3']);
    await run(input);
    expect(seen.invalidations.map(({ distribution }) => distribution)).toEqual(['E1', 'E2']);
    const again = runOf({ config, messages: [message('a', { receiveCount: 2 })], memory: input.memory });
    const { outcomes } = await run(again.input);
    expect(again.seen.invalidations.map(({ distribution }) => distribution)).toEqual(['E3']);
    expect(outcomes.get('a')).toEqual({ status: 'done' });
  });

  it('without a table, the same messages have the same caller references', async () => {
    const first = runOf({ config, messages: [message('a')], memory: undefined }, ['E3']);
    await run(first.input);
    const again = runOf({ config, messages: [message('a', { receiveCount: 2 })], memory: undefined });
    await run(again.input);
    const references = again.seen.invalidations.map(({ callerReference }) => callerReference);
    expect(references.slice(0, 2)).toEqual(first.seen.invalidations.map((each) => each.callerReference));
  });
});

describe('the budget', () => {
  const config = siteConfig({}, { table: 't', budget: { paths: 10 } });
  it('counts what was accepted', async () => {
    const { input, seen } = runOf({ config, messages: [message('a'), message('b c')] });
    await run(input);
    expect(seen.spent).toEqual([3]);
  });
  it('that cannot be counted is no failure of the messages', async () => {
    const { input, seen } = runOf({ config, messages: [message('a')] });
    const spend = async (): Promise<void> => {
      throw new KmscryptError('NETWORK', 'gone');
    };
    const { outcomes } = await run({ ...input, memory: { ...input.memory!, spend } });
    expect(outcomes.get('a')).toEqual({ status: 'done' });
    expect(seen.log).toContain('the table cannot be written');
  });
});
