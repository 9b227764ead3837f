import { expect, test } from 'vitest';
import { milliseconds } from '../../src/exec/seconds.ts';

test.each([
  [undefined, undefined],
  ['30', 30_000],
  ['0.5', 500],
  ['007', 7_000],
  ['86400', 86_400_000],
])('%s', (text, expected) => {
  expect(milliseconds('--timeout', text, { least: 'more' })).toBe(expected);
});

test.each(['', '0', '-1', '1e3', '0x10', 'NaN', 'Infinity', '30s', ' 30', '1.', '.5', '86401', '٣'])(
  '%j is refused',
  (text) => {
    expect(() => milliseconds('--timeout', text, { least: 'more' })).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('--timeout') }),
    );
  },
);

test('0 where it may be', () => {
  expect(milliseconds('--start-jitter', '0', { least: 'zero' })).toBe(0);
});
