import { expect, test } from 'vitest';
import { spanText } from '../src/span-text.ts';

test.each([
  [-1, '0 seconds', '0 seconds'],
  [0, '0 seconds', '0 seconds'],
  [999, '0 seconds', '0 seconds'],
  [1_000, '1 second', '1 second'],
  [61_000, '1 minute', '1 minute 1 second'],
  [3_600_000, '1 hour', '1 hour'],
  [3_630_000, '1 hour', '1 hour'],
  [90_061_000, '1 day', '1 day 1 hour'],
])('%i ms are %s, or %s', (span, one, two) => {
  expect(spanText(span, 1)).toBe(one);
  expect(spanText(span)).toBe(two);
});
