import { describe, expect, it } from 'vitest';
import { Unreadable } from '../../src/formats/problems.ts';
import { substituteBy } from '../../src/formats/substitute.ts';
import { replacementsIn, TOKEN } from './placeholder.ts';

// A format of one string a line, whose writer never escapes: the check of the result is all that stands between.
const careless = substituteBy((text) => {
  const lines = Array.from(text.matchAll(/[^\n]+/gu));
  const fault = text.indexOf('!');
  if (fault !== -1) throw Unreadable.at(fault, 'no exclamation mark may stand here');
  return {
    values: lines.map(([line]) => line.replace(/#.*/u, '')),
    stretches: () =>
      lines.map(({ 0: line, index }) => ({
        start: index,
        end: index + line.replace(/=.*/u, '').length,
        write: (parts) => parts.map((part) => part.kept ?? part.plaintext).join(''),
      })),
  };
});

const run = (text: string, ...plaintexts: string[]): string =>
  careless(text, replacementsIn(text, plaintexts));

describe('what comes out', () => {
  it.each([
    ['as it is without tokens', 'a\nb', [], 'a\nb'],
    ['each token its own plaintext', `${TOKEN}\r\nx${TOKEN}y${TOKEN}`, ['1', '2', '3'], '1\r\nx2y3'],
    ['never twice', `${TOKEN}\n${TOKEN}`, [TOKEN, 'kM0x1z'], `${TOKEN}\nkM0x1z`],
    ['beside what looks like a marker', `kM0x0z ${TOKEN}`, ['1'], 'kM0x0z 1'],
    ['after a byte order mark', `\uFEFF${TOKEN}`, ['1'], '\uFEFF1'],
  ])('%s', (_name, text, plaintexts, output) => {
    expect(run(text, ...plaintexts)).toBe(output);
  });
});

describe('what is refused', () => {
  it.each([
    [
      'a text that does not parse',
      `\uFEFFa\n!${TOKEN}`,
      ['1'],
      'FORMAT_NOT_PARSABLE',
      { line: 2, column: 1 },
    ],
    ['a token in no string', `a\n${TOKEN}\n=${TOKEN}`, ['1'], 'FORMAT_NOT_PARSABLE', { line: 3, column: 2 }],
    [
      'a result that does not parse',
      `a ${TOKEN}\n${TOKEN}`,
      ['1', '!'],
      'FORMAT_CANNOT_EXPRESS',
      { line: 2, column: 1 },
    ],
    [
      'a result that says less',
      `${TOKEN}\n${TOKEN}\nb`,
      ['1', '#'],
      'FORMAT_CANNOT_EXPRESS',
      { line: 2, column: 1 },
    ],
    [
      'a result that says more',
      `\uFEFF${TOKEN}${TOKEN}\nb`,
      ['1', 'x\ny'],
      'FORMAT_CANNOT_EXPRESS',
      { line: 1, column: 2 },
    ],
    ['half a surrogate pair', TOKEN, ['\ud800'], 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 1 }],
  ])('%s', (_name, text, plaintexts, code, position) => {
    expect(() => run(text, ...plaintexts)).toThrow(expect.objectContaining({ code, position }));
  });

  it('never tells the plaintext', () => {
    expect(() => run(TOKEN, 'secret!')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });
});
