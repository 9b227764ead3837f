import { expect, test } from 'vitest';
import { lambdaContext } from '../../src/runner/lambda-context.ts';

test('the time that is left counts down to nothing, in whole milliseconds', () => {
  let time = 1_000.5;
  const context = lambdaContext({}, { requestId: 'r', timeout: 100, now: () => time });
  expect(context.getRemainingTimeInMillis()).toBe(100);
  time += 30.25;
  expect(context.getRemainingTimeInMillis()).toBe(69);
  time += 100;
  expect(context.getRemainingTimeInMillis()).toBe(0);
});
