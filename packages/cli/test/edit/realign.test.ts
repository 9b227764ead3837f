import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type EditedPiece, type Piece, realign } from '../../src/edit/realign.ts';

const URL: readonly Piece[] = [
  { text: 'postgres://u:' },
  { text: 'secret', token: 'T' },
  { text: '@host/db' },
];
const NEAR: readonly Piece[] = [
  { text: '', token: 'A' },
  { text: ':b' },
  { text: 'a', token: 'B' },
  { text: ':' },
];
const SIDE_BY_SIDE: readonly Piece[] = [
  { text: 'a', token: 'A' },
  { text: ' b', token: 'B' },
];
const LINES: readonly Piece[] = [
  { text: 'user=' },
  { text: 'alice', token: 'A' },
  { text: '\npass=' },
  { text: 'b c', token: 'B' },
  { text: '\n' },
];

/** Tokens in brackets, new secrets in braces. */
function drawn(pieces: readonly EditedPiece[]): string {
  const draw = {
    text: (text: string) => text,
    token: (text: string) => `[${text}]`,
    secret: (text: string) => `{${text}}`,
  };
  return pieces.map(({ kind, text }) => draw[kind](text)).join('');
}

test.each([
  ['nothing changed', URL, 'postgres://u:secret@host/db', 'postgres://u:[secret]@host/db'],
  ['text behind it', URL, 'postgres://u:secret@host2/db', 'postgres://u:[secret]@host2/db'],
  ['text before it', URL, 'postgres://me:secret@host/db', 'postgres://me:[secret]@host/db'],
  ['the secret', URL, 'postgres://u:new@host/db', 'postgres://u:{new}@host/db'],
  ['its end', URL, 'postgres://u:secret2@host/db', 'postgres://u:{secret2}@host/db'],
  ['its beginning', URL, 'postgres://u:1secret@host/db', 'postgres://u:{1secret}@host/db'],
  ['it goes', URL, 'postgres://u:@host/db', 'postgres://u:{}@host/db'],
  ['what ends it goes', URL, 'postgres://u:secrethost/db', 'postgres://u:{secrethost/db}'],
  ['all of a value', [{ text: 'a', token: 'T' }], 'b', '{b}'],
  ['to nothing', [{ text: 'a', token: 'T' }], '', '{}'],
  ['what stood between two is taken by the first', NEAR, '@ba', '{@ba}'],
  ['nothing, of two side by side', SIDE_BY_SIDE, 'a b', '[a][ b]'],
  ['the first of two side by side', SIDE_BY_SIDE, 'x b', '{x b}'],
  ['one of two', LINES, 'user=alice\npass=b d\n', 'user=[alice]\npass={b d}\n'],
  ['both', LINES, 'user=bob\npass=x y\n', 'user={bob}\npass={x y}\n'],
  ['lines around them', LINES, 'a=1\nuser=alice\nz\npass=b c\n', 'a=1\nuser=[alice]\nz\npass=[b c]\n'],
  ['a line goes', LINES, 'pass=b c\n', 'pass=[b c]\n'],
])('%s', (_name, pieces, edited, expected) => {
  expect(drawn(realign(pieces, edited))).toBe(expected);
});

describe('any edit', () => {
  const word = fc.stringMatching(/^[a-c@ \n:]{0,4}$/);
  const pieces = fc
    .tuple(word, fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 3 }))
    .map(([first, rest]) => [
      { text: first },
      // A token ends before what is not base64.
      ...rest.flatMap(([secret, text], index): Piece[] => [
        { text: secret, token: `T${index}` },
        { text: `:${text}` },
      ]),
    ]);

  it('says what was edited, and keeps only tokens whose plaintext it has', () => {
    fc.assert(
      fc.property(pieces, fc.stringMatching(/^[a-c@ \n:]{0,12}$/), (old, edited) => {
        const after = realign(old, edited);
        expect(after.map(({ text }) => text).join('')).toBe(edited);
        for (const piece of after) {
          if (piece.kind !== 'token') continue;
          expect(old.find(({ token }) => token === piece.token)?.text).toBe(piece.text);
        }
        // No token is followed by what would be read as its own: base64, or the prefix of another.
        after.forEach((piece, index) => {
          if (piece.kind === 'text') return;
          const next = after[index + 1] ?? { kind: 'text', text: '' };
          expect(next.kind).toBe('text');
          expect(next.text).not.toMatch(/^[A-Za-z0-9+/=]/);
        });
      }),
      { numRuns: 5000 },
    );
  });

  it('keeps every token where nothing changed', () => {
    fc.assert(
      fc.property(pieces, (old) => {
        const after = realign(old, old.map(({ text }) => text).join(''));
        expect(after.filter(({ kind }) => kind === 'token')).toHaveLength(
          old.filter(({ token }) => token).length,
        );
      }),
    );
  });
});
