import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit } from '../../src/destinations/fit.ts';
import { RUNS } from '../runs.ts';
import { anyText } from '../words/any-content.ts';

const JSON_OF = (value: unknown): string => JSON.stringify(value);

it.each<[name: string, value: unknown]>([
  ['a text', 'a'],
  ['nothing', undefined],
  ['what JSON has', { a: [1, true, null, { b: 'c' }], d: undefined }],
  ['the name of a prototype', JSON.parse('{ "__proto__": "a" }')],
])('%s that fits is as it was', (_name, value) => {
  expect(fit(value, 1000)).toEqual({ value, isCut: false });
});

describe('what does not fit', () => {
  it('loses the ends of its texts', () => {
    expect(fit({ a: 'b'.repeat(20_000), c: 'd' }, 10_000)).toEqual({
      value: { a: `${'b'.repeat(3_999)}…`, c: 'd' },
      isCut: true,
    });
  });

  it('loses the ends of its lists', () => {
    const { value, isCut } = fit({ lines: Array.from({ length: 5_000 }, (_, index) => index) }, 300);
    expect([value.lines, isCut]).toEqual([Array.from({ length: 50 }, (_, index) => index), true]);
  });

  it('keeps all fields of what has not more than sixteen', () => {
    const names = 'abcdefghijklmnop'.split('');
    const value = Object.fromEntries(names.map((name) => [name, name.repeat(50_000)]));
    expect(Object.keys(fit(value, 2_000).value)).toEqual(names);
  });
});

it('anything fits, and is well-formed', () => {
  const anything = fc.dictionary(
    anyText(300),
    fc.oneof(
      anyText(20_000),
      fc.array(anyText(3_000), { maxLength: 200 }),
      fc.dictionary(anyText(99), anyText(99)),
    ),
    { maxKeys: 60 },
  );
  fc.assert(
    fc.property(anything, (value) => {
      const { value: fitted, isCut } = fit(value, 20_000);
      const json = JSON_OF(fitted);
      expect(Buffer.byteLength(json)).toBeLessThanOrEqual(20_000);
      expect(json).not.toMatch(/\\ud[89a-f]/);
      if (!isCut) expect(json.length).toBe(JSON_OF(value).replace(/\\ud[89a-f]../g, '\uFFFD').length);
    }),
    { numRuns: RUNS },
  );
});
