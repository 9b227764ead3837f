import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { recordOf } from '../../src/schema/record-of.ts';

const ages = recordOf(z.string().check(z.regex(/^[a-z]+$/, 'is not a name')), z.number());

test.each<[name: string, input: unknown, problems: readonly string[]]>([
  ['nothing', {}, []],
  ['names and values', { ann: 1, bob: 2 }, []],
  ['a wrong name', { ann: 1, 'B 2': 2 }, ['B 2: custom']],
  ['a wrong value', { ann: '1' }, ['ann: invalid_type']],
  ['all at once', { 'B 2': '2', ann: '1' }, ['B 2: custom', 'B 2: invalid_type', 'ann: invalid_type']],
  ['a text', 'ann', [': invalid_type']],
  ['null', null, [': invalid_type']],
  ['a list', [1], [': invalid_type']],
])('%s', (_name, input, problems) => {
  const found = ages.safeParse(input).error?.issues ?? [];
  expect(found.map(({ path, code }) => `${path.join('.')}: ${code}`).toSorted()).toEqual(problems);
});

test('a wrong name is told in its own words', () => {
  expect(ages.safeParse({ 'B 2': 2 }).error?.issues.map(({ message }) => message)).toEqual(['is not a name']);
});
