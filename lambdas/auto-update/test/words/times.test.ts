import { expect, test } from 'vitest';
import { agoText } from '../../src/words/times.ts';

test('a time says how long ago it was', () => {
  expect(agoText(Date.UTC(2026, 10, 22, 4), Date.UTC(2026, 10, 22, 3))).toBe(
    '1 hour ago (2026-11-22T03:00:00Z)',
  );
});
