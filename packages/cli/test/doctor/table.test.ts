import { expect, test } from 'vitest';
import { fail, ok, skip } from '../../src/doctor/check.ts';
import { failureOf, jsonOf, tableOf } from '../../src/doctor/table.ts';
import { CliError } from '../../src/errors/cli-error.ts';

const failed = fail('local key', new CliError('LOCAL_KEY_INVALID', 'a\u001Bb', { hints: ['first'] }));
const denied = fail('key', new CliError('ACCESS_DENIED', 'no'));

test('a table has a line a check and a line a cure, all printable', () => {
  const lines = tableOf([ok('region', 'us-east-1'), skip('key', 'why'), failed]);
  expect(lines.slice(0, 4)).toEqual([
    'ok    region     us-east-1',
    'skip  key        why',
    'fail  local key  a\\u{1b}b [LOCAL_KEY_INVALID]',
    '      cure: first',
  ]);
  expect(lines.slice(4)).toEqual([expect.stringMatching(/^ {6}cure: /)]);
});

test('JSON has the same', () => {
  expect(JSON.parse(jsonOf([ok('region', 'us-east-1'), failed]))).toEqual([
    { name: 'region', status: 'ok', found: 'us-east-1', cures: [] },
    {
      name: 'local key',
      status: 'fail',
      found: failed.found,
      code: 'LOCAL_KEY_INVALID',
      cures: failed.cures,
    },
  ]);
});

test('the first failure is the one of the whole', () => {
  expect(failureOf([ok('region', 'us-east-1'), skip('key', 'why')])).toBeUndefined();
  expect(failureOf([ok('region', ''), failed, denied])).toMatchObject({ code: 'LOCAL_KEY_INVALID' });
});
