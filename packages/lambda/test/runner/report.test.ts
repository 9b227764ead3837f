import { expect, test } from 'vitest';
import { LambdaError } from '../../src/error.ts';
import { report } from '../../src/runner/report.ts';

test('an error of ours: code, hints and status', () => {
  const error = new LambdaError('LAMBDA_NOT_FOUND', 'there is no Lambda "x"', { hints: ['one', 'two'] });
  expect(report(error)).toEqual({
    lines: [
      'kmscrypt-lambda: error: there is no Lambda "x" [LAMBDA_NOT_FOUND]',
      'kmscrypt-lambda: hint: one',
      'kmscrypt-lambda: hint: two',
    ],
    status: 4,
  });
});

test('an error of the same shape from a bundle, which has its own class', () => {
  const error = Object.assign(new Error('denied'), { code: 'ACCESS_DENIED' });
  expect(report(error)).toEqual({ lines: ['kmscrypt-lambda: error: denied [ACCESS_DENIED]'], status: 4 });
});

test.each([
  ['CREDENTIALS_MISSING', 4, 'AWS_PROFILE'],
  ['REGION_MISSING', 2, 'AWS_REGION'],
])('%s has hints unless the error has its own', (code, status, tells) => {
  const error = Object.assign(new Error('none'), { code });
  const { lines, status: own } = report(error);
  expect(own).toBe(status);
  expect(lines.slice(1).join()).toContain(`kmscrypt-lambda: hint: `);
  expect(lines.slice(1).join()).toContain(tells);
  expect(report(Object.assign(error, { hints: ['ask'] })).lines.slice(1)).toEqual([
    'kmscrypt-lambda: hint: ask',
  ]);
  const failed = new LambdaError('INVOCATION_FAILED', 'x: none', { cause: { code } });
  expect(report(failed).lines.slice(1).join()).toContain(tells);
});

test('an invocation that failed with an error of ours has its code', () => {
  const cause = { name: 'LambdaError', message: 'no', code: 'CONFIG_INVALID', hints: [] };
  expect(report(new LambdaError('INVOCATION_FAILED', 'x: no', { cause }))).toMatchObject({ status: 2 });
  expect(
    report(new LambdaError('USAGE', 'no', { cause: new LambdaError('MESSAGES_FAILED', 'x') })).status,
  ).toBe(2);
});

test.each([
  ['an error', new RangeError('no')],
  ['with a code of others', Object.assign(new Error('no'), { code: 'EPERM' })],
  ['with a name that all objects have', Object.assign(new Error('no'), { code: 'toString' })],
  ['a text', 'no'],
  ['nothing', undefined],
])('anything else is a bug: %s', (_name, error) => {
  const { lines, status } = report(error);
  expect(status).toBe(1);
  expect(lines[0]).toMatch(/^kmscrypt-lambda: error: unexpected: /);
});
