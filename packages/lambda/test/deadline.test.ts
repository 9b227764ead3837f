import { once } from 'node:events';
import { expect, test } from 'vitest';
import { timeLeft } from '../src/deadline.ts';

const ENDING: readonly (readonly [name: string, left: number, reserve: number, least: number])[] = [
  ['the reserve before the end', 400, 60, 330],
  ['at three quarters of a short time', 400, 3_000, 290],
  ['with a fraction of a millisecond', 100.7, 10.3, 80],
];

test.each(ENDING)('ends %s', async (_name, left, reserve, least) => {
  const started = performance.now();
  await once(timeLeft({ getRemainingTimeInMillis: () => left }, reserve), 'abort');
  expect(performance.now() - started).toBeGreaterThanOrEqual(least);
});

const OVER: readonly (readonly [name: string, left: number])[] = [
  ['nothing is left', 0],
  ['less than nothing is left', -5],
];

test.each(OVER)('ends at once where %s', async (_name, left) => {
  const signal = timeLeft({ getRemainingTimeInMillis: () => left }, 3_000);
  if (!signal.aborted) await once(signal, 'abort');
  expect(signal.aborted).toBe(true);
});

const UNKNOWN: readonly (readonly [name: string, context: Parameters<typeof timeLeft>[0]])[] = [
  ['is not told', {}],
  ['is no number', { getRemainingTimeInMillis: () => Number.NaN }],
  ['is more than a timer holds', { getRemainingTimeInMillis: () => Number.MAX_SAFE_INTEGER }],
];

test.each(UNKNOWN)('does not end where the time %s', async (_name, context) => {
  const signal = timeLeft(context, 3_000);
  await new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
  expect(signal.aborted).toBe(false);
});
