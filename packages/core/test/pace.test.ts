import { getEventListeners } from 'node:events';
import pLimit from 'p-limit';
import { describe, expect, it } from 'vitest';
import { KmscryptError } from '../src/error.ts';
import { createPace } from '../src/pace.ts';
import { retry } from '../src/retry.ts';
import { virtualTime } from './support/virtual-time.ts';

const ROUND_TRIP = 10;

/** Calls of one process through a pace, to a service of 10 ms that throttles as `isThrottled` tells. */
function service(isThrottled: (call: number) => boolean, random: () => number = () => 1) {
  const time = virtualTime();
  const pace = createPace({ random, now: time.now, sleep: time.sleep });
  /** When each call started. */
  const starts: number[] = [];
  let running = 0;
  let most = 0;
  const call = async (): Promise<number> => {
    starts.push(time.now());
    const number = starts.length;
    const fails = isThrottled(number);
    running += 1;
    most = Math.max(most, running);
    await time.sleep(ROUND_TRIP, undefined);
    running -= 1;
    if (fails) throw new KmscryptError('THROTTLED', `call ${number}`);
    return number;
  };
  const forget = (): void => {
    most = 0;
  };
  return { time, pace, starts, call, atMost: () => most, forget };
}

function outcomes(work: readonly Promise<unknown>[]): Promise<PromiseSettledResult<unknown>[]> {
  return Promise.allSettled(work);
}

function many(count: number, make: (index: number) => Promise<unknown>): Promise<unknown>[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

describe('until something is throttled', () => {
  it('all start at once', async () => {
    const { time, pace, call, starts } = service(() => false);
    await time.run(Promise.all(many(100, () => pace.run(call))));
    expect(starts).toEqual(Array.from({ length: 100 }, () => 0));
    expect(time.waiting()).toBe(0);
  });

  it('other failures pass and slow nothing down', async () => {
    const { time, pace, call, starts } = service(() => false);
    const refused = async (): Promise<never> => {
      throw new KmscryptError('ACCESS_DENIED', 'no');
    };
    await expect(pace.run(refused)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    const bug = new TypeError('a bug');
    await expect(pace.run(() => Promise.reject(bug))).rejects.toBe(bug);
    await time.run(pace.run(call));
    expect(starts).toEqual([0]);
  });
});

describe('after a throttle', () => {
  it.each<[name: string, random: number, before: number, after: number]>([
    ['nobody starts before 2 s where nothing had succeeded', 1, 0, 2000],
    ['or before 1 s where something had', 1, 1, 1000],
    ['or a random share of it', 0.25, 1, 250],
  ])('%s', async (_name, random, before, after) => {
    const { time, pace, call, starts } = service(
      (number) => number === before + 1,
      () => random,
    );
    for (let index = 0; index < before; index += 1) await time.run(pace.run(call));
    await expect(time.run(pace.run(call))).rejects.toMatchObject({ code: 'THROTTLED' });
    const end = time.now();
    await time.run(pace.run(call));
    expect(starts.at(-1)).toBe(end + after);
  });

  it('the bound doubles up to 8 s, and a success shortens it by a quarter', async () => {
    const { time, pace, call, starts } = service((number) => number !== 7);
    const waits: number[] = [];
    for (let index = 0; index < 9; index += 1) {
      const end = time.now();
      await time.run(outcomes([pace.run(call)]));
      waits.push((starts.at(-1) ?? 0) - end);
    }
    // After the success of the seventh the eighth waits for the gap alone; the wait behind it is 2 × 6 s, cut to 8.
    expect(waits).toEqual([0, 2000, 4000, 8000, 8000, 8000, 8000, 10, 8000]);
  });

  it('calls that ran at the time count as one', async () => {
    const { time, pace, call, starts } = service((number) => number <= 32);
    const first = await time.run(outcomes(many(32, () => pace.run(call))));
    expect(first.every(({ status }) => status === 'rejected')).toBe(true);
    await time.run(pace.run(call));
    expect(starts.at(-1)).toBe(2000 + ROUND_TRIP);
  });

  it('one runs at a time where none had succeeded, at first 20 ms apart and in their order', async () => {
    const { time, pace, call, starts } = service((number) => number <= 10);
    await time.run(outcomes(many(10, () => pace.run(call))));
    const answers = await time.run(Promise.all(many(4, () => pace.run(call))));
    expect(starts[10]).toBe(2000 + ROUND_TRIP);
    // A fourth of a call more at once with each success.
    expect(starts[11]).toBe(2000 + ROUND_TRIP + 20);
    expect(starts[12]).toBe(2000 + ROUND_TRIP + 20 + 20 / 1.25);
    expect(answers).toEqual([11, 12, 13, 14]);
  });

  it('half as many run at once as did, where as many had succeeded, and later as many again', async () => {
    const { time, pace, call, atMost, forget } = service((number) => number === 200);
    const limit = pLimit(32);
    const all = many(300, () => limit(() => retry(call, { pace })));
    await time.run(Promise.all(all));
    expect(atMost()).toBe(32);
    forget();
    await time.run(Promise.all(many(300, () => limit(() => retry(call, { pace })))));
    expect(atMost()).toBeGreaterThan(10);
    expect(atMost()).toBeLessThan(32);
    await time.run(Promise.all(many(5000, () => limit(() => retry(call, { pace })))));
    expect(atMost()).toBe(32);
  });

  it.each([1, 10, 100, 500])('a process of %i calls loses little more than the wait', async (calls) => {
    const alone = async (isThrottled: (call: number) => boolean): Promise<number> => {
      const { time, pace, call } = service(isThrottled, () => 0.5);
      const limit = pLimit(32);
      await time.run(Promise.all(many(calls, () => limit(() => retry(call, { pace })))));
      return time.now();
    };
    const throttledOnce = await alone((number) => number === Math.ceil(calls / 2));
    expect(throttledOnce - (await alone(() => false))).toBeLessThan(1300);
  });
});

describe('a signal', () => {
  const ended = new Error('why');

  it('that has ended already allows no call', async () => {
    const { pace, call, starts } = service(() => false);
    const signal = AbortSignal.abort(ended);
    await expect(pace.run(call, signal)).rejects.toMatchObject({ code: 'ABORTED', cause: ended });
    expect(starts).toEqual([]);
  });

  it('ends waits, whose cause is the throttle, and no timer is left', async () => {
    const { time, pace, call, starts } = service(() => true);
    await time.run(outcomes([pace.run(call)]));
    const ending = new AbortController();
    const waits = outcomes(many(3, () => pace.run(call, ending.signal)));
    expect(time.waiting()).toBe(1);
    ending.abort(ended);
    for (const wait of await waits) {
      expect(wait).toMatchObject({
        reason: { code: 'ABORTED', cause: { code: 'THROTTLED', message: 'call 1' } },
      });
    }
    expect(time.waiting()).toBe(0);
    expect(starts).toHaveLength(1);
  });

  it('ends the wait of its own call alone', async () => {
    const { time, pace, call, starts } = service((number) => number === 1);
    await time.run(outcomes([pace.run(call)]));
    const ending = new AbortController();
    const gone = outcomes([pace.run(call, ending.signal)]);
    const stays = pace.run(call);
    ending.abort(ended);
    expect(await time.run(stays)).toBe(2);
    expect(await gone).toMatchObject([{ status: 'rejected' }]);
    expect(starts).toHaveLength(2);
  });

  it('is no longer listened to when the call has started', async () => {
    const { time, pace, call } = service(() => false);
    const { signal } = new AbortController();
    await time.run(Promise.all(many(20, () => pace.run(call, signal))));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
