import { expect, test } from 'vitest';
import { localText, nextOpening, openUntil } from '../../src/operators/openings.ts';

const NIGHT = { hours: '22:00-02:00', timezone: 'Europe/Berlin' } as const;
const NOON = { hours: '12:00-13:00', timezone: 'UTC' } as const;
const at = (day: number, hour: number): number => Date.UTC(2026, 10, day, hour);

test.each([
  ['none', at(22, 20), undefined],
  ['one', at(22, 21), at(23, 1)],
])('until when a window is open: %s', (_, now, until) => {
  expect(openUntil([NIGHT, NOON], now)?.at).toBe(until);
});

test('of two that are open, the one that closes last', () => {
  const long = { hours: '20:00-06:00', timezone: 'UTC' } as const;
  expect(openUntil([NIGHT, long], at(22, 23))).toEqual({ at: at(23, 6), timezone: 'UTC' });
});

test('of two, the one that opens first', () => {
  expect(nextOpening([NIGHT, NOON], at(22, 5))).toEqual({ at: at(22, 12), timezone: 'UTC' });
  expect(nextOpening([], at(22, 5))).toBeUndefined();
});

test('as clocks show it there, in summer and in winter', () => {
  expect(localText({ at: Date.UTC(2026, 6, 1, 22), timezone: 'Europe/Berlin' })).toBe(
    'Thu 2026-07-02 00:00 Europe/Berlin',
  );
  expect(localText({ at: at(22, 21), timezone: 'Europe/Berlin' })).toBe('Sun 2026-11-22 22:00 Europe/Berlin');
});
