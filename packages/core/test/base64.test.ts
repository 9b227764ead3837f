import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeBase64 } from '../src/base64.ts';
import { RUNS } from './runs.ts';

it.each([
  ['nothing', '', []],
  ['one byte', 'AA==', [0]],
  ['two bytes', 'AAE=', [0, 1]],
  ['three bytes', '+/+/', [0xfb, 0xff, 0xbf]],
])('decodes %s', (_name, text, expected) => {
  expect([...decodeBase64(text)]).toEqual(expected);
});

// Each row names a word that the reason must have, so that the reader learns which kind it is.
it.each([
  ['one character', 'A', 'missing'],
  ['a group and one character', 'AAAAA', 'missing'],
  ['one character and padding', 'A==', 'missing'],
  ['no padding of two', 'AA', 'ends before'],
  ['no padding of one', 'AAA', 'ends before'],
  ['half the padding', 'AA=', 'ends before'],
  ['padding too long', 'AAA==', 'belong'],
  ['= after a multiple of four', 'AAAA=', 'belong'],
  ['== after a multiple of four', 'AAAA==', 'belong'],
  ['==== after a multiple of four', 'AAAA====', 'belong'],
  ['four spare bits', 'AB==', 'bits'],
  ['two spare bits', 'AAB=', 'bits'],
  ['a space', 'AA A', 'not base64'],
  ['a newline', 'AAAA\nAAAA', 'not base64'],
  ['a trailing newline', 'AAAA\n', 'not base64'],
  ['the URL alphabet', '-_-_', 'not base64'],
  ['padding inside', 'AA==AA==', 'not base64'],
  ['no ASCII', 'AAAé', 'not base64'],
])('refuses %s', (_name, text, reason) => {
  expect(() => decodeBase64(text)).toThrow(
    expect.objectContaining({ code: 'INVALID_TOKEN', message: expect.stringContaining(reason) }),
  );
});

it('accepts of all texts only what encoding gives', () => {
  const text = fc.string({
    unit: fc.constantFrom('A', 'Q', 'g', 'w', 'B', '+', '/', '9', '='),
    maxLength: 12,
  });
  fc.assert(
    fc.property(text, (candidate) => {
      const canonical = Buffer.from(candidate, 'base64').toString('base64') === candidate;
      if (canonical) expect(Buffer.from(decodeBase64(candidate)).toString('base64')).toBe(candidate);
      else expect(() => decodeBase64(candidate)).toThrow(expect.objectContaining({ code: 'INVALID_TOKEN' }));
    }),
    { numRuns: RUNS },
  );
});
