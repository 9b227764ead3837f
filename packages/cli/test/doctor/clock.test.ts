import { expect, test } from 'vitest';
import { checkClock } from '../../src/doctor/clock.ts';

test.each([
  [undefined, 'skip', 'no answer'],
  [0, 'ok', 'agrees'],
  [-1_400, 'ok', 'agrees'],
  [30_000, 'ok', '30 s ahead'],
  [-60_000, 'ok', '60 s behind'],
  [61_000, 'warn', '61 s ahead'],
  [-300_000, 'warn', '5 min behind'],
  [301_000, 'fail', '5 min ahead'],
  [-86_400_000, 'fail', '1440 min behind'],
])('%s ms ahead: %s', (ahead, status, words) => {
  expect(checkClock(ahead)).toMatchObject({ name: 'clock', status, found: expect.stringContaining(words) });
});
