import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { timesLeft } from '../src/deadline.ts';

test('work ends at three quarters of a short time, the answer at seven eighths', async () => {
  const started = performance.now();
  const { signal, answerBy } = timesLeft({ getRemainingTimeInMillis: () => 400 });
  const isAnswerEnded = once(answerBy, 'abort');
  await once(signal, 'abort');
  expect(performance.now() - started).toBeGreaterThanOrEqual(290);
  await isAnswerEnded;
  expect(performance.now() - started).toBeGreaterThanOrEqual(340);
});

const ENDING: readonly (readonly [name: string, left: number, signal: number, answerBy: number])[] = [
  ['a long time', 60_000, 57_000, 59_500],
  ['a short time', 2_000, 1_500, 1_750],
  ['a fraction of a millisecond', 100.7, 75, 88],
  ['nothing', 0, 0, 0],
  ['less than nothing', -5, 0, 0],
];

test.each(ENDING)('%s', (_name, left, signal, answerBy) => {
  const timeout = vi.spyOn(AbortSignal, 'timeout');
  onTestFinished(() => timeout.mockRestore());
  timesLeft({ getRemainingTimeInMillis: () => left });
  expect(timeout.mock.calls).toEqual([[signal], [answerBy]]);
});

const UNKNOWN: readonly (readonly [name: string, context: Parameters<typeof timesLeft>[0]])[] = [
  ['is not told', {}],
  ['is no number', { getRemainingTimeInMillis: () => Number.NaN }],
  ['is more than a timer holds', { getRemainingTimeInMillis: () => Number.MAX_SAFE_INTEGER }],
];

test.each(UNKNOWN)('does not end where the time %s', async (_name, context) => {
  const { signal, answerBy } = timesLeft(context);
  await new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
  expect([signal.aborted, answerBy.aborted]).toEqual([false, false]);
});
