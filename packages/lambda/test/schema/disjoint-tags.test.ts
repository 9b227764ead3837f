import { expect, test } from 'vitest';
import { areDisjoint } from '../../src/schema/disjoint-tags.ts';

test.each<[name: string, one: unknown, other: unknown, expected: boolean]>([
  ['different values of one tag', { role: 'web' }, { role: 'jobs' }, true],
  ['the same value', { role: 'web' }, { role: 'web' }, false],
  ['a value in common', { role: ['web', 'api'] }, { role: ['api', 'jobs'] }, false],
  ['no value in common', { role: ['web', 'api'] }, { role: 'jobs' }, true],
  ['one tag of two', { role: 'web', stage: 'dev' }, { role: 'web', stage: 'prod' }, true],
  ['no tag in common', { role: 'web' }, { stage: 'dev' }, false],
  ['a name that every object has', { constructor: 'web' }, { role: 'web' }, false],
  ['no tags', undefined, { role: 'web' }, false],
])('%s', (_name, one, other, expected) => {
  expect(areDisjoint(one, other)).toBe(expected);
  expect(areDisjoint(other, one)).toBe(expected);
});
