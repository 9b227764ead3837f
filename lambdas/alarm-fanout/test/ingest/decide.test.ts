import { KmscryptError } from '@kmscrypt/core/error';
import { describe, expect, it } from 'vitest';
import { memoryKey, memoryOf } from '../../src/alarm-memory.ts';
import type { Change } from '../../src/ingest/change.ts';
import { decide } from '../../src/ingest/decide.ts';
import type { Store } from '../../src/store.ts';
import { changeAt, NOON, noticeAt } from '../support/changes.ts';
import { configOf } from '../support/configs.ts';
import { memoryStore } from '../support/memory-store.ts';

const ALWAYS = new AbortController().signal;
const THROTTLED = new KmscryptError('THROTTLED', 'too much is asked of the table');

function decided(store: Store, ...changes: readonly Change[]) {
  return decide({ changes, store, config: configOf(), now: new Date(NOON + 300_000), signal: ALWAYS });
}

function atOf(changes: readonly { readonly change: Change }[]): readonly number[] {
  return changes.map(({ change: { at } }) => (at - NOON) / 1000);
}

/** A store in which others write first, so many times. */
function contended(times: number) {
  const store = memoryStore();
  let left = times;
  const put: Store['put'] = async (item, signal) => {
    if (left > 0) {
      left -= 1;
      const [own] = (await decided(store, changeAt(left + 200))).decisions;
      expect(own).toBeDefined();
    }
    return store.put(item, signal);
  };
  return { ...store, put };
}

describe('decide', () => {
  it('keeps what it goes by, for longer than a message lasts', async () => {
    const store = memoryStore();
    const { decisions, undecided } = await decided(store, changeAt(61), changeAt(0));
    expect(atOf(decisions)).toEqual([0, 61]);
    expect(undecided).toEqual([]);
    const [item] = [...store.items.values()];
    expect(item).toMatchObject({
      key: memoryKey(changeAt(0).subject),
      expires: new Date(NOON + 300_000 + 15 * 86_400_000),
    });
    expect(memoryOf(item?.value)?.changes.map(({ key }) => key)).toEqual([changeAt(0).key, changeAt(61).key]);
  });

  it('writes nothing the second time', async () => {
    const store = memoryStore();
    await decided(store, changeAt(0));
    await decided(store, changeAt(0));
    expect([...store.items.values()].map(({ version }) => version)).toEqual([1]);
  });

  it('neither reads nor writes for what stands alone', async () => {
    const broken: Store = {
      get: async () => Promise.reject(THROTTLED),
      put: async () => Promise.reject(THROTTLED),
    };
    const { decisions, undecided } = await decided(broken, noticeAt(0), changeAt(61));
    expect(atOf(decisions)).toEqual([0]);
    expect(atOf(undecided)).toEqual([61]);
    expect(undecided[0]?.reason).toBe(THROTTLED.message);
  });

  it.each([1, 4])('looks again where others have written %d times', async (times) => {
    const store = contended(times);
    const { decisions, undecided } = await decided(store, changeAt(0));
    expect(atOf(decisions)).toEqual([0]);
    expect(undecided).toEqual([]);
    const [item] = [...store.items.values()];
    expect(memoryOf(item?.value)?.changes).toHaveLength(times + 1);
  });

  it('gives up for now where others always have', async () => {
    const { decisions, undecided } = await decided(contended(5), changeAt(0), changeAt(61));
    expect(decisions).toEqual([]);
    expect(atOf(undecided)).toEqual([0, 61]);
  });

  it('one alarm that cannot be written keeps no other', async () => {
    const store = memoryStore();
    const put: Store['put'] = async (item, signal) => {
      if (item.key.endsWith('disk-full')) throw THROTTLED;
      return store.put(item, signal);
    };
    const arn = 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:disk-full';
    const { decisions, undecided } = await decided({ ...store, put }, changeAt(0), changeAt(61, { arn }));
    expect(atOf(decisions)).toEqual([0]);
    expect(undecided.map(({ reason }) => reason)).toEqual([THROTTLED.message]);
  });

  it('takes what it cannot read for nothing', async () => {
    const store = memoryStore();
    const { subject } = changeAt(0);
    const value = { changes: 'of another version' };
    await store.put({ key: memoryKey(subject), value, version: 0, expires: new Date(0) }, ALWAYS);
    const { decisions } = await decided(store, changeAt(0));
    expect(atOf(decisions)).toEqual([0]);
    expect(store.items.get(memoryKey(subject))?.version).toBe(2);
  });
});
