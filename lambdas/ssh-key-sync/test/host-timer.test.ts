import { expect, it } from 'vitest';
import { timerMinutes } from '../src/host-timer.ts';

it.each<[behindAfter: number, minutes: number]>([
  [1, 1],
  [5, 1],
  [15, 5],
  [60, 20],
  [1_440, 30],
])('hosts that may be behind for %i minutes look every %i', (behindAfter, minutes) => {
  expect(timerMinutes({ behindAfter })).toBe(minutes);
});
