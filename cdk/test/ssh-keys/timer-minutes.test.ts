import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timerMinutes as ofLambda } from '../../../lambdas/ssh-key-sync/src/host-timer.ts';
import { timerMinutes } from '../../src/ssh-keys/timer-minutes.ts';
import { RUNS } from '../runs.ts';

test('as often as the Lambda tells hosts to', () => {
  const minutes = fc.integer({ min: 1, max: 1_440 });
  fc.assert(
    fc.property(minutes, (behindAfter) => {
      expect(timerMinutes(behindAfter)).toBe(ofLambda({ behindAfter }));
    }),
    { numRuns: RUNS },
  );
});

test('every five minutes by default', () => {
  expect(timerMinutes()).toBe(5);
});
