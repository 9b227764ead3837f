import fc from 'fast-check';
import { expect, test } from 'vitest';
import { near } from '../../src/operators/near.ts';
import { RUNS } from '../runs.ts';

const NAMES = ['alice', 'bob', 'carol', 'dev-app', 'dev-db', 'prod-app'];

test.each([
  ['a letter too many', 'alicee', ['alice']],
  ['a letter else, and capitals', 'BOP', ['bob']],
  ['the beginning of several, and what is like it', 'dev-', ['dev-app', 'dev-db']],
  ['nothing like any of them: some, so that there is something', 'xxxxxxxxxxxxxxxx', 5],
])('%s', (_, meant, expected) => {
  const found = near(meant, NAMES);
  expect(typeof expected === 'number' ? found.length : found).toEqual(expected);
});

test('a name of the list is the nearest to itself', () => {
  const name = fc.stringMatching(/^[a-z]{1,8}$/);
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 20 }), fc.nat(), (names, at) => {
      const meant = names[at % names.length] ?? '';
      const alike = names.filter((each) => each.startsWith(meant));
      expect(alike.toSorted()[0]).toBe(near(meant, names)[0]);
    }),
    { numRuns: RUNS },
  );
});
