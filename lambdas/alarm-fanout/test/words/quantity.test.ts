import { describe, expect, it } from 'vitest';
import { quantity, type QuantityOptions } from '../../src/words/quantity.ts';
import { clockTime, moment, span, spanBetween } from '../../src/words/time.ts';

const MINUTE = 60_000;

describe('quantity', () => {
  it.for<readonly [value: number, options: QuantityOptions, expected: string]>([
    [412, {}, '412'],
    [0, {}, '0'],

    [93.2439, {}, '93.2'],
    [0.012345, {}, '0.0123'],
    [1_234_567, {}, '1,234,567'],
    [1_234_567.8, {}, '1,234,568'],
    [93.2439, { unit: 'Percent' }, '93.2 %'],
    [1.3, { unit: 'Seconds' }, '1.3 s'],
    [412, { unit: 'Count' }, '412'],
    [12, { unit: 'Count/Second' }, '12/s'],
    [1_073_741_824, { unit: 'Bytes' }, '1.07 GB'],
    [999, { unit: 'Bytes' }, '999 B'],
    [-2_500_000, { unit: 'Bytes/Second' }, '-2.5 MB/s'],
    [3, { unit: 'Furlongs' }, '3'],
    [50.0004, { against: 50 }, '50.0004'],
    [0.999_61, { against: 0.9996 }, '0.99961'],
    [50.0004, { against: 40 }, '50'],
    [1e21, {}, '1E21'],
    [1.5e-9, {}, '1.5E-9'],
    [Number.POSITIVE_INFINITY, {}, 'Infinity'],
    [Number.NaN, {}, 'NaN'],
  ])('%s with %o', ([value, options, expected]) => {
    expect(quantity(value, options)).toBe(expected);
  });
});

describe('times', () => {
  it.for<readonly [milliseconds: number, expected: string]>([
    [0, '0 s'],
    [45_000, '45 s'],
    [MINUTE, '1 min'],
    [90_000, '1 min 30 s'],
    [14 * MINUTE + 20_000, '14 min'],
    [65 * MINUTE, '1 h 5 min'],
    [51 * 60 * MINUTE, '2 d 3 h'],
    [-5, '0 s'],
  ])('%s ms', ([milliseconds, expected]) => {
    expect(span(milliseconds)).toBe(expected);
  });

  it('are in UTC', () => {
    const at = '2025-11-21T03:14:07.123+01:00';
    expect([clockTime(at), moment(at)]).toStrictEqual(['02:14:07 UTC', '2025-11-21 02:14:07 UTC']);
  });

  it('are left as they are where they are none', () => {
    expect([clockTime('soon'), moment('soon')]).toStrictEqual(['soon', 'soon']);
  });

  it('have no span where one of them is not known, or they are the wrong way round', () => {
    const [early, late] = ['2025-11-21T02:00:00Z', '2025-11-21T02:14:00Z'];
    expect([spanBetween(early, late), spanBetween(late, early), spanBetween(undefined, late)]).toStrictEqual([
      '14 min',
      undefined,
      undefined,
    ]);
  });
});
