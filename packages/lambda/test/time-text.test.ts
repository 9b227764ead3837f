import { expect, test } from 'vitest';
import { timeText } from '../src/time-text.ts';

test('in UTC, without milliseconds', () => {
  expect(timeText(Date.UTC(2026, 10, 22, 4, 0, 0, 250))).toBe('2026-11-22T04:00:00Z');
});
