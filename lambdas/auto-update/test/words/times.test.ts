import { expect, test } from 'vitest';
import { agoText, spanText } from '../../src/words/times.ts';

test.each([
  [0, '0 seconds'],
  [999, '0 seconds'],
  [1_000, '1 second'],
  [61_000, '1 minute 1 second'],
  [3_600_000, '1 hour'],
  [3_630_000, '1 hour'],
  [90_061_000, '1 day 1 hour'],
])('%i ms are %s', (span, text) => {
  expect(spanText(span)).toBe(text);
});

test('times', () => {
  expect(agoText(Date.UTC(2026, 10, 22, 4), Date.UTC(2026, 10, 22, 3))).toBe(
    '1 hour ago (2026-11-22T03:00:00Z)',
  );
});
