import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionAt, positionsOf } from '../src/position.ts';
import { RUNS } from './runs.ts';

// `|` marks the offset.
it.each([
  ['the start', '|', 1, 1],
  ['a column', 'ab|c', 1, 3],
  ['a line', 'a\nb|', 2, 2],
  ['the newline itself', 'a|\nb', 1, 2],
  ['right behind a newline', 'a\n|b', 2, 1],
  ['CRLF', 'a\r\nb|', 2, 2],
  ['empty lines', '\n\n\n|', 4, 1],
  ['characters of two bytes', 'é|', 1, 2],
  ['characters of four bytes, two UTF-16 units', '😀😀|', 1, 3],
  ['a combining mark is a code point', 'e\u0301|', 1, 3],
  ['a BOM', '\uFEFFa|', 1, 3],
  ['a BOM that begins a later line', '\n\uFEFF|', 2, 2],
])('%s', (_name, marked, line, column) => {
  const before = marked.slice(0, marked.indexOf('|'));
  const text = marked.replace('|', '');
  expect(positionAt(text, before.length)).toEqual({ line, column });
  expect(positionAt(Buffer.from(text), Buffer.byteLength(before))).toEqual({ line, column });
});

describe('bytes that are no UTF-8', () => {
  it.each([
    ['one', [0xff], 2],
    ['two', [0xff, 0xfe], 3],
    ['a cut character', [0xf0, 0x9f, 0x98], 2],
    ['a NUL', [0], 2],
  ])('%s', (_name, before, column) => {
    const bytes = Buffer.from([...before, 0x41]);
    expect(positionAt(bytes, before.length)).toEqual({ line: 1, column });
  });
});

it('finds many positions in one pass as one by one, in strings as in their bytes', () => {
  const unit = fc.constantFrom('a', '\n', '\r\n', 'é', '😀', '\uFEFF');
  fc.assert(
    fc.property(fc.array(unit), fc.array(fc.nat(1000)), (units, picks) => {
      const ends = [0, ...units.map((_, index) => units.slice(0, index + 1).join('').length)];
      const offsets = picks.map((pick) => ends[pick % ends.length] ?? 0).toSorted((a, b) => a - b);
      const text = units.join('');
      const positions = positionsOf(text, offsets);
      expect(positions).toEqual(offsets.map((offset) => positionAt(text, offset)));
      const bytes = offsets.map((offset) => Buffer.byteLength(text.slice(0, offset)));
      expect(positionsOf(Buffer.from(text), bytes)).toEqual(positions);
    }),
    { numRuns: RUNS },
  );
});
