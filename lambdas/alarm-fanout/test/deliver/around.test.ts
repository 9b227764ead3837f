import { KmscryptError } from '@kmscrypt/core/error';
import { describe, expect, it } from 'vitest';
import type { Target } from '../../src/deliver/target.ts';
import { DeliveryError } from '../../src/delivery-error.ts';
import type { Delivery } from '../../src/delivery.ts';
import type { Store } from '../../src/store.ts';
import {
  BROKEN,
  BUSY,
  changeOf,
  deliveryIn,
  delivering,
  messageOf,
  outcomesOf,
  subjectOf,
} from '../support/delivering.ts';
import { QUEUED } from '../support/queued.ts';

const FULL = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((name) => changeOf(name));

describe('messages that are no deliveries', () => {
  const own = deliveryIn(changeOf('a'));

  it.each<[name: string, payload: unknown]>([
    ['of another version', { ...own, version: 2 }],
    ['of a destination that the config does not have any more', { ...own, destination: 'gone' }],
    ['that tell nothing', { ...own, content: { type: 'alarm' } }],
    ['of a kind that is not known', { ...own, content: { type: 'film' } }],
    ['that say no destination', { hello: 'world' }],
    ['not even an object', 'text'],
  ])('%s go as they are to the dead-letter queue of their queue', async (_name, payload) => {
    const chat = delivering();
    const report = await chat.run(messageOf(payload));
    expect(outcomesOf(report)).toEqual({ message: 'done' });
    expect(report.foreign.map(({ isParked }) => isParked)).toEqual([true]);
    expect(chat.letters.map((letter) => [letter.queue.split(':').at(-1), letter.group, letter.body])).toEqual(
      [['alarm-fanout-chat-dead-letters.fifo', 'foreign', JSON.stringify(payload)]],
    );
    expect(chat.jobs).toEqual([]);
  });

  it('go there without being read, and keep no other', async () => {
    const chat = delivering();
    const unread = {
      id: 'unread',
      receiveCount: 1,
      queued: { ...QUEUED, body: '{' },
      problem: 'it is not JSON',
    };
    const report = await chat.run(unread, changeOf('a'));
    expect(outcomesOf(report)).toEqual({ unread: 'done', 'a ALARM 0': 'done' });
    expect(chat.letters.map(({ body }) => body)).toEqual(['{']);
  });

  it('fail where no queue takes them, or they came by none', async () => {
    const chat = delivering({ problem: () => 'QueueDoesNotExist' });
    const direct = { id: 'direct', receiveCount: 1, problem: 'it is empty' };
    const report = await chat.run(direct, messageOf({ ...own, destination: 'gone' }), changeOf('a'));
    expect(outcomesOf(report)).toEqual({
      direct: 'failed undefined',
      message: 'failed undefined',
      'a ALARM 0': 'done',
    });
  });

  it('what is wrong with them is said by its path, without values', async () => {
    const report = await delivering().run(messageOf({ ...own, key: '', handedOverAt: 'hunter2' }));
    expect(report.foreign[0]?.reason).toBe('it is no delivery: key, handedOverAt');
  });
});

describe('the pace', () => {
  it('is kept within a batch and over batches, from the end of one to the next', async () => {
    const chat = delivering({
      rules: { pace: 1_000, atOnce: 5 },
      answer: () => {
        chat.time += 300;
        return {};
      },
    });
    await chat.run(changeOf('a'), changeOf('b'));
    chat.time += 100;
    await chat.run(changeOf('c'));
    chat.time += 60_000;
    await chat.run(changeOf('d'));
    expect(chat.jobs.map(({ time }) => time)).toEqual([0, 1_300, 2_600, 62_900]);
  });

  it('counts what has failed', async () => {
    const chat = delivering({ rules: { pace: 1_000 }, answer: () => BROKEN });
    await chat.run(changeOf('a'), changeOf('b'));
    expect(chat.jobs.map(({ time }) => time)).toEqual([0, 1_000]);
  });

  it('is no reason to wait for a clock that was put back', async () => {
    const chat = delivering({ rules: { pace: 1_000 } });
    chat.time = 3_600_000;
    await chat.run(changeOf('a'));
    chat.time = 0;
    await chat.run(changeOf('b'));
    expect(chat.jobs[1]?.time).toBe(1_000);
  });

  it('ends where the invocation could end before the destination answers', async () => {
    const chat = delivering({
      rules: { pace: 1_000 },
      answer: () => {
        chat.time += 9_000;
        return {};
      },
    });
    const report = await chat.run(...FULL);
    expect(chat.jobs.map(({ time }) => time)).toEqual([0, 10_000, 20_000, 30_000]);
    expect(outcomesOf(report)['e ALARM 0']).toBe('later 0');
  });
});

describe('the end', () => {
  it('what had no turn comes back at once', async () => {
    const ending = new AbortController();
    const chat = delivering({
      signal: ending.signal,
      answer: (_job, number) => {
        if (number === 3) ending.abort();
        return {};
      },
    });
    const report = await chat.run(...FULL);
    expect(chat.jobs).toHaveLength(3);
    expect(Object.values(outcomesOf(report)).toSorted()).toEqual([
      ...Array.from({ length: 3 }, () => 'done'),
      ...Array.from({ length: 7 }, () => 'later 0'),
    ]);
  });

  it('as many subjects at once as the destination bears', async () => {
    let running = 0;
    let most = 0;
    const chat = delivering({
      rules: { atOnce: 4 },
      answer: async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
        running -= 1;
        return {};
      },
    });
    await chat.run(...FULL.slice(0, 8), changeOf('a', { state: 'OK', at: 1 }));
    expect(most).toBe(4);
    expect(chat.jobs.findIndex(({ subject }) => subject === subjectOf('a'))).toBeLessThan(
      chat.jobs.findLastIndex(({ subject }) => subject === subjectOf('a')),
    );
  });
});

describe('one destination', () => {
  const target = (open: Target['open']): Target => ({
    rules: { storms: 'each', late: 'tell', isIdempotent: false, pace: 0, atOnce: 1, takesGraphs: false },
    window: 60_000,
    open,
    reopen: async () => undefined,
  });

  it('whose secrets cannot be opened stops no other', async () => {
    const broken = target(async () => {
      throw new DeliveryError(
        'NOT_NOW',
        'the config of destination other cannot be opened: url: no such secret',
      );
    });
    const chat = delivering({ others: { other: broken } });
    const report = await chat.run(changeOf('b', { destination: 'other', receiveCount: 3 }), changeOf('a'));
    expect(outcomesOf(report)).toEqual({ 'b ALARM 0': 'failed 4', 'a ALARM 0': 'done' });
    expect([...chat.store.items.keys()].filter((key) => key.includes('other'))).toEqual([]);
  });

  it('is given up there, too', async () => {
    const broken = target(async () => {
      throw new DeliveryError('NOT_NOW', 'no such secret');
    });
    const chat = delivering({ others: { other: broken } });
    chat.time = 13 * 3_600_000;
    await chat.run(changeOf('b', { destination: 'other' }));
    expect(chat.letters.map(({ group }) => group)).toEqual(['other']);
  });

  it('has its secrets opened only where there is something to send', async () => {
    let opened = 0;
    const chat = delivering({
      target: {
        open: async () => {
          opened += 1;
          return { send: async () => ({}) };
        },
      },
    });
    await chat.run(changeOf('a'));
    const before = opened;
    await chat.run(changeOf('a', { receiveCount: 2 }));
    expect(opened).toBe(before);
  });
});

describe('graphs', () => {
  const graphOf = (name: string, at = 0): Delivery => ({
    ...deliveryIn(changeOf(name, { at })),
    key: `${deliveryIn(changeOf(name, { at })).key}-graph`,
    content: { type: 'graph', title: name, png: 'AAAA' },
  });

  it.each<[name: string, takesGraphs: boolean, thread: unknown, sent: number]>([
    ['follow their alarm into its thread', true, 'a thread', 2],
    ['are dropped where there is none', true, undefined, 1],
    ['are dropped where they are not taken', false, 'a thread', 1],
  ])('%s', async (_name, takesGraphs, thread, sent) => {
    const chat = delivering({
      rules: { takesGraphs },
      answer: (_job, number) => (number === 1 ? { thread } : {}),
    });
    const report = await chat.run(changeOf('a'), messageOf(graphOf('a')));
    expect(outcomesOf(report)).toEqual({ 'a ALARM 0': 'done', message: 'done' });
    expect(chat.jobs.map((job) => job.thread)).toEqual(sent === 2 ? [undefined, thread] : [undefined]);
    await chat.run(changeOf('a', { state: 'OK', at: 5 }));
    expect(chat.jobs.at(-1)?.thread).toEqual(thread);
  });

  it.each<[name: string, failure: Error, time: number, outcome: string]>([
    ['are tried once', BROKEN, 0, 'done'],
    ['are tried again where the destination is busy', BUSY, 0, 'failed 7'],
    ['are not when they are old', BUSY, 601_000, 'done'],
  ])('%s', async (_name, failure, time, outcome) => {
    const chat = delivering({
      rules: { takesGraphs: true },
      answer: (job) => (job.content.type === 'graph' ? failure : { thread: 1 }),
    });
    await chat.run(changeOf('a'));
    chat.time = time;
    expect(outcomesOf(await chat.run(messageOf(graphOf('a'))))).toEqual({ message: outcome });
    expect(chat.letters).toEqual([]);
  });

  it('come after a text that has failed, if at all', async () => {
    const chat = delivering({ rules: { takesGraphs: true }, answer: () => BROKEN });
    const report = await chat.run(changeOf('a'), messageOf(graphOf('a')));
    expect(outcomesOf(report)).toEqual({ 'a ALARM 0': 'failed 1', message: 'later 1' });
  });
});

describe('the store', () => {
  const down = (): never => {
    throw new KmscryptError('AWS_FAILED', 'the table is down');
  };

  it('cannot be read: nothing is sent', async () => {
    const chat = delivering({ store: (store) => ({ ...store, get: async () => down() }) });
    expect(outcomesOf(await chat.run(changeOf('a'), changeOf('b')))).toEqual({
      'a ALARM 0': 'failed 1',
      'b ALARM 0': 'failed 1',
    });
    expect(chat.jobs).toEqual([]);
  });

  it('cannot be written: nothing is sent', async () => {
    const chat = delivering({ store: (store) => ({ ...store, put: async () => down() }) });
    const report = await chat.run(changeOf('a'), changeOf('b'));
    expect(new Set(Object.values(outcomesOf(report)))).toEqual(new Set(['failed 1']));
    expect(chat.jobs).toEqual([]);
  });

  it('cannot be written any more: what was sent may be there twice, and is counted', async () => {
    let writes = 0;
    const failing = (store: Store): Store => ({
      ...store,
      put: async (item, signal) => {
        writes += 1;
        return writes === 2 ? down() : store.put(item, signal);
      },
    });
    const chat = delivering({ store: failing });
    expect(outcomesOf(await chat.run(changeOf('a'), changeOf('b')))).toEqual({
      'a ALARM 0': 'failed 1',
      'b ALARM 0': 'failed 1',
    });
    await chat.run(changeOf('a', { receiveCount: 2 }), changeOf('b', { receiveCount: 2 }));
    expect(chat.jobs.map(({ subject }) => subject.slice(-1))).toEqual(['a', 'a', 'b']);
    expect(chat.doubles).toEqual([1]);
  });

  it('another invocation has claimed it since: it is left to that one', async () => {
    let hasRead = false;
    const overtaken = (store: Store): Store => ({
      get: async (keys, signal) => {
        const found = await store.get(keys, signal);
        const key = keys.find((each) => each.startsWith('to#'));
        if (!hasRead && key !== undefined) {
          hasRead = true;
          const marks = [{ key: deliveryIn(changeOf('a')).key, status: 'sending', at: 1 }];
          await store.put({ key, value: { marks }, version: 0, expires: new Date(0) }, signal);
        }
        return found;
      },
      put: (item, signal) => store.put(item, signal),
    });
    const chat = delivering({ store: overtaken });
    expect(outcomesOf(await chat.run(changeOf('a')))).toEqual({ 'a ALARM 0': 'failed 5' });
    expect(chat.jobs).toEqual([]);
  });

  it('somebody else has changed something else of it: that stays', async () => {
    let hasWritten = false;
    const changed = (store: Store): Store => ({
      get: (keys, signal) => store.get(keys, signal),
      put: async (item, signal) => {
        if (item.key.startsWith('to#') && !hasWritten) {
          hasWritten = true;
          const marks = [{ key: 'another', status: 'sent', at: 1_795_000_000 }];
          await store.put({ ...item, value: { marks } }, signal);
        }
        return store.put(item, signal);
      },
    });
    const chat = delivering({ store: changed });
    expect(outcomesOf(await chat.run(changeOf('a')))).toEqual({ 'a ALARM 0': 'done' });
    expect(chat.store.items.get(`to#chat#${subjectOf('a')}`)?.value).toMatchObject({
      marks: [{ key: 'another' }, { status: 'sent' }],
    });
  });

  it.each<[name: string, key: string, value: unknown, status: string]>([
    ['of a subject: it is written over', `to#chat#${subjectOf('a')}`, { marks: 'many' }, 'done'],
    ['of a lane: nothing is sent, as it may hold changes', 'lane#chat', { held: 'many' }, 'failed'],
  ])('holds what another version wrote %s', async (_name, key, value, status) => {
    const chat = delivering();
    const { signal } = new AbortController();
    await chat.store.put({ key, value, version: 0, expires: new Date(0) }, signal);
    const report = await chat.run(changeOf('a'));
    expect(report.outcomes.get('a ALARM 0')?.status).toBe(status);
    expect(chat.jobs).toHaveLength(status === 'done' ? 1 : 0);
  });

  it('is down for long: what waits for it is not received too often', async () => {
    const chat = delivering({ store: (store) => ({ ...store, get: async () => down() }) });
    const report = await chat.run(changeOf('a', { receiveCount: 9 }), changeOf('b'));
    expect(outcomesOf(report)).toEqual({ 'a ALARM 0': 'failed 60', 'b ALARM 0': 'failed 60' });
  });
});
