import { setImmediate as settled } from 'node:timers/promises';
import type { Sleep } from '../../src/sleep.ts';

/** A clock whose time passes as soon as everybody waits. */
export interface VirtualTime {
  /** In milliseconds. */
  readonly now: () => number;
  readonly sleep: Sleep;
  /** How many wait. */
  readonly waiting: () => number;
  /** Lets time pass until work is done. */
  readonly run: <T>(work: Promise<T>) => Promise<T>;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export function virtualTime(): VirtualTime {
  let now = 0;
  const sleepers: Sleeper[] = [];
  return {
    now: () => now,
    waiting: () => sleepers.length,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const at = now + milliseconds;
        const sleeper: Sleeper = { at, wake: () => resolve(undefined) };
        insert(sleepers, sleeper);
        signal?.addEventListener('abort', () => {
          const index = sleepers.indexOf(sleeper);
          if (index === -1) return;
          sleepers.splice(index, 1);
          reject(new Error('the wait was ended'));
        });
      }),
    run: async (work) => {
      let isDone = false;
      void work.then(
        () => (isDone = true),
        () => (isDone = true),
      );
      for (;;) {
        await settled();
        if (isDone) return work;
        const next = sleepers.shift();
        if (next === undefined) throw new Error('nobody will ever wake');
        now = next.at;
        next.wake();
      }
    },
  };
}

/** Keeps them in the order of their time; of the same time, in the order they came. */
function insert(sleepers: Sleeper[], sleeper: Sleeper): void {
  let low = 0;
  let high = sleepers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sleepers[middle]?.at ?? 0) <= sleeper.at) low = middle + 1;
    else high = middle;
  }
  sleepers.splice(low, 0, sleeper);
}
