import { setTimeout as delay } from 'node:timers/promises';
import { abortedRun } from './error.ts';
import type { Run } from './read-wanted.ts';

/** Waits a random share of `startJitter`, so that a fleet that starts at once does not ask at once. */
export async function waitToStart({
  options: { random = Math.random },
  startJitter = 0,
  signal,
}: Run): Promise<void> {
  if (startJitter === 0) return;
  try {
    await delay(random() * startJitter, undefined, { signal });
  } catch {
    throw abortedRun();
  }
}
