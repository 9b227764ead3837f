import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import type { Loaded } from '../../src/loaded.ts';
import { readOnce, type Reading } from '../../src/watch/reading.ts';
import { watchTimes, type WatchSettings } from '../../src/watch/watch-settings.ts';
import { ConfigWatcher } from '../../src/watch/watcher.ts';

interface Config {
  readonly password: string;
  readonly list?: readonly string[];
}
interface Call {
  readonly signal: AbortSignal;
  readonly purpose: string;
}
/** What a read answers with: a password, a failure, or a promise of them. */
type Answer = string | Error | Promise<string>;

/** A broker: tells one answer after another, the last one for ever. */
function broker(...answers: readonly Answer[]) {
  const calls: Call[] = [];
  let underWay = 0;
  let most = 0;
  const load = async (signal: AbortSignal, purpose: string): Promise<Loaded<Config>> => {
    calls.push({ signal, purpose });
    underWay += 1;
    most = Math.max(most, underWay);
    try {
      const answer = await answers[Math.min(calls.length, answers.length) - 1];
      if (answer instanceof Error) throw answer;
      return { config: { password: String(answer) } };
    } finally {
      underWay -= 1;
    }
  };
  return { calls, load, most: () => most };
}

const opened: ConfigWatcher<Config>[] = [];

async function watching(
  { load }: Pick<Reading<Config>, 'load'>,
  settings: WatchSettings & { random?: () => number } = {},
) {
  const reading = {
    load,
    times: watchTimes({ ttl: 10_000, maxStale: 60_000, ...settings }),
    random: settings.random ?? (() => 0),
  };
  const watcher = new ConfigWatcher(
    reading,
    await readOnce(reading, new AbortController().signal, 'foreground'),
  );
  opened.push(watcher);
  const events: [string, unknown][] = [];
  for (const name of ['change', 'stale', 'fresh', 'expired'] as const) {
    watcher.on(name, (given: unknown) => events.push([name, given]));
  }
  return { watcher, events, names: () => events.map(([name]) => name) };
}

/** A promise and how it ends; it ends with its signal, too. */
function pending() {
  let resolve: (value: string) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<string>((...both) => {
    [resolve, reject] = both;
  });
  promise.catch(() => {});
  return { promise, resolve, reject };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  for (const watcher of opened.splice(0)) watcher.close();
  const left = vi.getTimerCount();
  vi.useRealTimers();
  if (left > 0) throw new Error(`${left} timers are left`);
});

const down = new Error('AWS is down');

describe('refreshing', () => {
  it('reads again every ttl, and tells what has changed', async () => {
    const { load, calls } = broker('a', 'a', 'b');
    const { watcher, events } = await watching({ load });
    const first = watcher.current;
    await vi.advanceTimersByTimeAsync(9_999);
    expect(calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls.map(({ purpose }) => purpose)).toEqual(['foreground', 'background']);
    expect(events).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(watcher.current).toEqual({ password: 'b' });
    expect(events).toEqual([['change', { config: { password: 'b' }, previous: first, paths: ['password'] }]]);
  });

  it('comes sooner by the jitter', async () => {
    const { load, calls } = broker('a');
    await watching({ load }, { ttlJitter: 0.5, random: () => 0.5 });
    await vi.advanceTimersByTimeAsync(7_499);
    expect(calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls).toHaveLength(2);
  });

  it('one read at a time: the next ttl begins when one has ended', async () => {
    const slow = pending();
    const { load, calls } = broker('a', slow.promise, 'c');
    const { watcher } = await watching({ load });
    await vi.advanceTimersByTimeAsync(35_000);
    expect(calls).toHaveLength(2);
    slow.resolve('b');
    await vi.advanceTimersByTimeAsync(9_999);
    expect(watcher.current.password).toBe('b');
    await vi.advanceTimersByTimeAsync(1);
    expect(watcher.current.password).toBe('c');
  });

  it('gives a frozen config', async () => {
    const { watcher } = await watching(broker('a'));
    expect(() => Object.assign(watcher.current, { password: 'x' })).toThrow(TypeError);
    expectTypeOf(watcher.current).toEqualTypeOf<Config>();
    watcher.on('change', ({ paths }) => expectTypeOf(paths).toEqualTypeOf<readonly string[]>());
  });
});

describe('an outage', () => {
  it('serves the last good config, tells it once, and its end', async () => {
    const { load, calls } = broker('a', down, down, down, 'a');
    const since = new Date();
    const { watcher, events, names } = await watching({ load }, { random: () => 0.999 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(events).toEqual([['stale', { error: down, since }]]);
    expect(watcher.current.password).toBe('a');
    // 1, 2 and 4 s after each other.
    await vi.advanceTimersByTimeAsync(7_000);
    expect(calls).toHaveLength(5);
    expect(names()).toEqual(['stale', 'fresh']);
    expect(events[1]?.[1]).toEqual({ config: { password: 'a' } });
  });

  it('tells the next one anew, with the time of the config that is served', async () => {
    const { load } = broker('a', down, 'b', down);
    const { events, names } = await watching({ load }, { random: () => 0 });
    await vi.advanceTimersByTimeAsync(10_100);
    const recovered = new Date();
    expect(names()).toEqual(['stale', 'fresh', 'change']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(names()).toEqual(['stale', 'fresh', 'change', 'stale']);
    expect(events[3]?.[1]).toEqual({ error: down, since: recovered });
  });

  it('ends with STALE once the config is older than maxStale, and recovers', async () => {
    const long = pending();
    const { load } = broker('a', down, long.promise);
    const { watcher, events, names } = await watching({ load });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(watcher.current.password).toBe('a');
    expect(names()).toEqual(['stale']);
    await vi.advanceTimersByTimeAsync(1);
    expect(() => watcher.current).toThrow(expect.objectContaining({ code: 'STALE', cause: down }));
    expect(names()).toEqual(['stale', 'expired']);
    expect(events[1]?.[1]).toMatchObject({ error: { code: 'STALE' }, since: expect.any(Date) as Date });
    long.resolve('b');
    await vi.advanceTimersByTimeAsync(0);
    expect(watcher.current.password).toBe('b');
    expect(names()).toEqual(['stale', 'expired', 'fresh', 'change']);
  });

  it('expires where no refresh is answered at all', async () => {
    const { load } = broker('a', pending().promise);
    const { watcher, names } = await watching({ load });
    await vi.advanceTimersByTimeAsync(60_001);
    expect(names()).toEqual(['expired']);
    expect(() => watcher.current).toThrow(expect.objectContaining({ code: 'STALE' }));
  });

  it('never expires with maxStale: Infinity, and tries on', async () => {
    const { load, calls } = broker('a', down);
    const { watcher, names } = await watching({ load }, { maxStale: Infinity, random: () => 0.5 });
    await vi.advanceTimersByTimeAsync(3 * 24 * 3_600_000);
    expect(watcher.current.password).toBe('a');
    expect(names()).toEqual(['stale']);
    // Every 5 s in the mean, as the backoff ends at ttl.
    expect(calls.length).toBeGreaterThan(3 * 24 * 700);
  });

  it('a maxStale that is longer than timers are', async () => {
    const month = 40 * 24 * 3_600_000;
    const { load } = broker('a', down);
    const { watcher, names } = await watching(
      { load },
      { ttl: 2 ** 29, maxStale: month, random: () => 0.999 },
    );
    await vi.advanceTimersByTimeAsync(month);
    expect(watcher.current.password).toBe('a');
    await vi.advanceTimersByTimeAsync(1);
    expect(names()).toEqual(['stale', 'expired']);
  });
});

describe('invalidate', () => {
  it('reads at once, in the foreground, and starts the ttl anew', async () => {
    const { load, calls } = broker('a', 'b', 'c');
    const { watcher, names } = await watching({ load });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await watcher.invalidate()).toEqual({ password: 'b' });
    expect(watcher.current.password).toBe('b');
    expect(calls[1]?.purpose).toBe('foreground');
    await vi.advanceTimersByTimeAsync(9_999);
    expect(calls).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(names()).toEqual(['change', 'change']);
  });

  it('calls of one moment share a read; one that comes later gets another', async () => {
    const slow = pending();
    const { load, calls, most } = broker('a', slow.promise, 'c');
    const { watcher } = await watching({ load });
    const [one, two] = [watcher.invalidate(), watcher.invalidate()];
    await vi.advanceTimersByTimeAsync(0);
    const later = [watcher.invalidate(), watcher.invalidate()];
    await vi.advanceTimersByTimeAsync(0);
    expect(calls).toHaveLength(2);
    slow.resolve('b');
    expect(await Promise.all([one, two])).toEqual([{ password: 'b' }, { password: 'b' }]);
    expect(await Promise.all(later)).toEqual([{ password: 'c' }, { password: 'c' }]);
    expect([calls.length, most()]).toEqual([3, 1]);
    // Another read's invalidate() is not given up.
    expect(calls[1]?.signal.aborted).toBe(false);
  });

  it('gives up a refresh that is under way, which is no outage', async () => {
    const hanging = pending();
    const { load, calls, most } = broker('a', hanging.promise, 'c');
    const { watcher, names } = await watching({ load });
    await vi.advanceTimersByTimeAsync(10_000);
    const answer = watcher.invalidate();
    expect(calls[1]?.signal.aborted).toBe(true);
    hanging.reject(new Error('given up'));
    expect(await answer).toEqual({ password: 'c' });
    expect([names(), most()]).toEqual([['change'], 1]);
  });

  it('rejects with the failure, while current stays', async () => {
    const { load } = broker('a', down, 'b');
    const { watcher, names } = await watching({ load });
    await expect(watcher.invalidate()).rejects.toBe(down);
    expect(watcher.current.password).toBe('a');
    expect(names()).toEqual(['stale']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(names()).toEqual(['stale', 'fresh', 'change']);
  });

  it('needs no catch', async () => {
    const { load } = broker('a', down);
    const { watcher } = await watching({ load });
    // vitest fails where a rejection is unhandled.
    void watcher.invalidate();
    await vi.advanceTimersByTimeAsync(0);
    expect(watcher.current.password).toBe('a');
  });

  it('at the moment of a refresh reads once', async () => {
    const { load, calls } = broker('a', 'b');
    const { watcher } = await watching({ load });
    await vi.advanceTimersByTimeAsync(9_999);
    vi.setSystemTime(Date.now() + 1);
    const answer = watcher.invalidate();
    await vi.advanceTimersByTimeAsync(1);
    await answer;
    expect(calls).toHaveLength(2);
  });

  it('from a listener', async () => {
    const { load, calls } = broker('a', 'b', 'c');
    const { watcher } = await watching({ load });
    let again: Promise<Config> | undefined;
    watcher.once('change', () => {
      again = watcher.invalidate();
    });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await again).toEqual({ password: 'c' });
    expect(calls).toHaveLength(3);
  });
});

describe('close', () => {
  it('leaves no timer and no listener, gives up what is under way, and is idempotent', async () => {
    const hanging = pending();
    const { load, calls } = broker('a', hanging.promise);
    const { watcher, names } = await watching({ load });
    await vi.advanceTimersByTimeAsync(10_000);
    watcher.close();
    watcher.close();
    expect(calls[1]?.signal.aborted).toBe(true);
    expect(watcher.eventNames()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    hanging.resolve('late');
    await vi.advanceTimersByTimeAsync(1_000_000);
    expect([watcher.current.password, names(), calls.length]).toEqual(['a', [], 2]);
  });

  it('keeps serving what it had, however long', async () => {
    const { watcher } = await watching(broker('a'));
    watcher.close();
    await vi.advanceTimersByTimeAsync(10_000_000);
    expect(watcher.current.password).toBe('a');
  });

  it('does not bring back what had expired', async () => {
    const { watcher } = await watching(broker('a', down));
    await vi.advanceTimersByTimeAsync(60_001);
    watcher.close();
    expect(() => watcher.current).toThrow(expect.objectContaining({ code: 'STALE' }));
  });

  it('ends an invalidate() that is under way or comes later', async () => {
    const hanging = pending();
    const { watcher } = await watching(broker('a', hanging.promise));
    const [running] = [watcher.invalidate()];
    await vi.advanceTimersByTimeAsync(0);
    const waiting = watcher.invalidate();
    watcher.close();
    hanging.resolve('late');
    for (const each of [running, waiting, watcher.invalidate()]) {
      await expect(each).rejects.toMatchObject({ code: 'CLOSED' });
    }
  });

  it('by a signal, which is let go of otherwise', async () => {
    const { signal, abort } = controllerOf();
    const { watcher } = await watching(broker('a', 'b'));
    watcher.closeWith(signal);
    abort();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(watcher.current.password).toBe('a');
    const other = await watching(broker('a'));
    const otherSignal = controllerOf().signal;
    other.watcher.closeWith(otherSignal);
    expect(getEventListeners(otherSignal, 'abort')).toHaveLength(1);
    other.watcher.close();
    expect(getEventListeners(otherSignal, 'abort')).toEqual([]);
    const late = await watching(broker('a', 'b'));
    late.watcher.closeWith(AbortSignal.abort());
    expect(vi.getTimerCount()).toBe(0);
  });

  it('by using', async () => {
    const { watcher } = await watching(broker('a'));
    watcher[Symbol.dispose]();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('by a listener, after which no other event comes', async () => {
    const { load } = broker('a', down, 'b');
    const { watcher, names } = await watching({ load });
    watcher.on('fresh', () => watcher.close());
    await vi.advanceTimersByTimeAsync(20_000);
    expect(names()).toEqual(['stale', 'fresh']);
    expect(vi.getTimerCount()).toBe(0);
  });
});

function controllerOf() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

it('a listener that throws stops neither the others nor the refreshing', async () => {
  const uncaught: unknown[] = [];
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  const catching = (error: unknown): void => {
    uncaught.push(error);
  };
  process.on('uncaughtException', catching);
  try {
    const { load } = broker('a', 'b', 'c');
    const { watcher, names } = await watching({ load });
    watcher.prependListener('change', () => {
      throw new Error('of the listener');
    });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(names()).toEqual(['change', 'change']);
    expect(watcher.current.password).toBe('c');
    expect(uncaught).toEqual([new Error('of the listener'), new Error('of the listener')]);
  } finally {
    process.off('uncaughtException', catching);
    for (const listener of others) process.on('uncaughtException', listener);
  }
});

it('a listener for once is called once', async () => {
  const { watcher } = await watching(broker('a', 'b', 'c'));
  const listener = vi.fn<() => void>();
  watcher.once('change', listener);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(listener).toHaveBeenCalledTimes(1);
});
