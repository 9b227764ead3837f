import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, inBytes } from '../../src/words/cut.ts';
import { RUNS } from '../runs.ts';

describe('cut', () => {
  it.for<readonly [name: string, text: string, most: number, expected: string]>([
    ['short enough', 'abc', 3, 'abc'],
    ['too long', 'abcd', 3, 'ab…'],
    ['no space before the mark', 'ab cd', 4, 'ab…'],
    ['a flag is one character', 'a🇩🇪b', 4, 'a…'],
    ['a family is one character', 'ab👨‍👩‍👧c', 9, 'ab…'],
    [
      'one letter with more accents than there is room',
      `e${'\u0301'.repeat(50)}`,
      10,
      `e${'\u0301'.repeat(8)}…`,
    ],
    ['no room', 'abc', 0, ''],
    ['room for the mark alone', 'abc', 1, '…'],
  ])('%s', ([, text, most, expected]) => {
    expect(cut(text, most)).toBe(expected);
  });

  it('counts bytes', () => {
    expect(cut('ääää', 7, inBytes)).toBe('ää…');
  });

  it('is never longer than it may be, begins as the text does and cuts no character in half', () => {
    const text = fc.string({ unit: 'binary', maxLength: 100 });
    const measure = fc.constantFrom(undefined, inBytes);
    fc.assert(
      fc.property(text, fc.nat(120), measure, (whole, most, by) => {
        const short = cut(whole, most, by);
        expect((by ?? ((each) => each.length))(short)).toBeLessThanOrEqual(most);
        expect(short === whole || short === '' || whole.startsWith(short.slice(0, -1))).toBe(true);
        expect(short.isWellFormed()).toBe(whole.isWellFormed() || short.isWellFormed());
      }),
      { numRuns: RUNS },
    );
  });
});
