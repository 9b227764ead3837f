import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chosenNames } from '../../src/exec/chosen-names.ts';

const NAMES = ['DB', 'DB_URL', 'DB_PASSWORD', 'db', 'A.B', 'AxB'];

test.each([
  ['nothing said: all', [], [], NAMES],
  ['a name', ['DB'], [], ['DB']],
  ['several', ['DB', 'db'], [], ['DB', 'db']],
  ['a pattern', ['DB_*'], [], ['DB_URL', 'DB_PASSWORD']],
  ['a pattern in the middle', ['D*D'], [], ['DB_PASSWORD']],
  ['* alone', ['*'], [], NAMES],
  ['a dot is a dot', ['A.B'], [], ['A.B']],
  ['all but one', [], ['DB'], ['DB_URL', 'DB_PASSWORD', 'db', 'A.B', 'AxB']],
  ['some but one', ['DB*'], ['*_PASSWORD'], ['DB', 'DB_URL']],
  ['except wins', ['DB'], ['DB'], []],
  ['a name that is not there', ['NOPE'], [], []],
])('%s', (_name, only, except, expected) => {
  expect(NAMES.filter(chosenNames(only, except))).toEqual(expected);
});

test.each([
  [[''], []],
  [[], ['A', '']],
])('an empty name is refused: %j, %j', (only, except) => {
  expect(() => chosenNames(only, except)).toThrow(expect.objectContaining({ code: 'USAGE' }));
});

test('a name without * means itself and nothing else', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), (name, other) => {
      fc.pre(!name.includes('*'));
      expect(chosenNames([name], [])(name)).toBe(true);
      expect(chosenNames([name], [])(other)).toBe(name === other);
    }),
  );
});
