import { KmscryptError } from '@kmscrypt/core/error';
import { describe, expect, test } from 'vitest';
import { CliError } from '../../src/errors/cli-error.ts';
import { EXIT_STATUS } from '../../src/errors/exit-status.ts';
import { hintsFor } from '../../src/errors/hints.ts';
import { report } from '../../src/errors/report.ts';

test.each([
  [
    'an error without a place',
    new CliError('KEY_ID_MISSING', 'no key'),
    ['kmscrypt: error: no key [KEY_ID_MISSING]'],
    2,
  ],
  [
    'a place',
    new CliError('INVALID_TOKEN', 'bad', { source: 'f', position: { line: 3, column: 4 } }),
    ['kmscrypt: error: f:3:4: bad [INVALID_TOKEN]'],
    3,
  ],
  ["the library's error", new KmscryptError('NETWORK', 'down'), ['kmscrypt: error: down [NETWORK]'], 6],
  [
    'several, with the status of the first',
    new CliError('SEVERAL', 'several', {
      errors: [
        new CliError('ACCESS_DENIED', 'denied', { source: 'a' }),
        new CliError('SEVERAL', 'more', { errors: [new CliError('INVALID_TOKEN', 'bad', { source: 'b' })] }),
      ],
    }),
    ['kmscrypt: error: a: denied [ACCESS_DENIED]', 'kmscrypt: error: b: bad [INVALID_TOKEN]'],
    4,
  ],
])('%s', (_name, error, errors, status) => {
  const { lines, status: actual } = report(error);
  expect(lines.filter((line) => line.startsWith('kmscrypt: error: '))).toEqual(errors);
  expect(actual).toBe(status);
});

test('a hint stands once, however many errors have it', () => {
  const errors = [1, 2].map(
    (line) => new CliError('INVALID_TOKEN', 'bad', { position: { line, column: 1 } }),
  );
  const hints = report(new CliError('SEVERAL', '', { errors })).lines.filter((line) =>
    line.startsWith('kmscrypt: hint: '),
  );
  expect(hints).toHaveLength(hintsFor({ code: 'INVALID_TOKEN', message: '' }).length);
});

test('what is no error of ours is a bug', () => {
  expect(report(new TypeError('oops')).status).toBe(1);
});

describe('statuses', () => {
  test('none is 0 or 1', () => {
    expect(Object.values(EXIT_STATUS).filter((status) => status < 2)).toEqual([]);
  });
});

test('where AWS says that a permission is missing, no other cause is guessed', () => {
  const message = 'User: x is not authorized to perform: kms:Decrypt';
  expect(hintsFor({ code: 'ACCESS_DENIED', message })).toHaveLength(1);
  expect(hintsFor({ code: 'ACCESS_DENIED', message: 'no' }).length).toBeGreaterThan(1);
});
