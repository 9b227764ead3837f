import { KmscryptError } from '@kmscrypt/core/error';
import { expect, test } from 'vitest';
import { asWarning, fail } from '../../src/doctor/check.ts';
import { CliError } from '../../src/errors/cli-error.ts';

test('a failure has the hints of its code as cures', () => {
  const check = fail('region', new KmscryptError('REGION_MISSING', 'no region is set'));
  expect(check).toMatchObject({
    name: 'region',
    status: 'fail',
    found: 'no region is set [REGION_MISSING]',
    cures: [expect.stringContaining('--aws-region')],
    error: { code: 'REGION_MISSING' },
  });
  expect(asWarning(check)).toEqual({
    name: 'region',
    status: 'warn',
    found: check.found,
    cures: check.cures,
  });
});

test('several problems are told together, and the first of them counts', () => {
  const problem = (line: number): CliError =>
    new CliError('RULES_INVALID', 'no', {
      source: 'x',
      position: { line, column: 2 },
      hints: ['correct it'],
    });
  const check = fail('rules', new CliError('SEVERAL', '', { errors: [problem(1), problem(3)] }));
  expect(check.found).toBe('x:1:2: no [RULES_INVALID]; x:3:2: no [RULES_INVALID]');
  expect(check.cures).toEqual(['correct it']);
  expect(check.error?.code).toBe('RULES_INVALID');
});

test('a bug stays one', () => {
  const bug = new TypeError('x is not a function');
  expect(() => fail('key', bug)).toThrow(bug);
});
