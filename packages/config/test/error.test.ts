import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { ConfigError, severalProblems } from '../src/error.ts';

const PROBLEM = new ConfigError('SECRET_NOT_FOUND', 'there is none', {
  source: 'a.yaml',
  path: 'db.password',
  position: { line: 3, column: 5 },
  cause: new Error('of the SDK'),
});

test('a message begins with file, line and path', () => {
  expect(PROBLEM.message).toBe('a.yaml:3:5: db.password: there is none');
  expect(PROBLEM).toMatchObject({ reason: 'there is none', code: 'SECRET_NOT_FOUND' });
});

test('uncaught, all problems are printed once, with the code and without causes', () => {
  const several = severalProblems([PROBLEM, new ConfigError('REGION_MISSING', 'no region')]);
  expect(several.errors).toHaveLength(2);
  const shown = inspect(several);
  expect(shown).toMatch(/^ConfigError \[SEVERAL\]: 2 problems:\n {2}a\.yaml:3:5: .*\n {2}no region\n/u);
  expect(shown.match(/there is none/gu)).toHaveLength(1);
  expect(shown).not.toContain('of the SDK');
});

test('several of several are one list, and one is no list', () => {
  const one = new ConfigError('CLOSED', 'one');
  expect(severalProblems([severalProblems([one, PROBLEM]), one]).errors).toHaveLength(3);
  expect(severalProblems([one])).toBe(one);
});
