import { ConfigError } from '@kmscrypt/config';
import { describe, expect, test } from 'vitest';
import { report } from '../../src/errors/report.ts';
import { configProblems } from '../../src/exec/config-problems.ts';
import { CliError } from '../../src/errors/cli-error.ts';

const DENIED = new ConfigError('ACCESS_DENIED', 'denied', { source: 'environment', path: 'DB_PASSWORD' });
const MISPLACED = new ConfigError('TOKEN_MISPLACED', 'moved', {
  source: 'app.yaml',
  path: 'db.password',
  position: { line: 3, column: 7 },
});

describe('configProblems', () => {
  test.each([
    ['a variable', DENIED, ['kmscrypt: error: environment: DB_PASSWORD: denied [ACCESS_DENIED]'], 4],
    ['a file', MISPLACED, ['kmscrypt: error: app.yaml:3:7: db.password: moved [TOKEN_MISPLACED]'], 3],
    [
      'the root',
      new ConfigError('SOURCE_UNREADABLE', 'gone', { source: 'f', path: '.' }),
      ['kmscrypt: error: f: gone [SOURCE_UNREADABLE]'],
      7,
    ],
    [
      'no place',
      new ConfigError('DEADLINE_EXCEEDED', 'late'),
      ['kmscrypt: error: late [DEADLINE_EXCEEDED]'],
      5,
    ],
    [
      'several, with the status of the first',
      new ConfigError('SEVERAL', '2 problems', { errors: [DENIED, MISPLACED] }),
      [
        'kmscrypt: error: environment: DB_PASSWORD: denied [ACCESS_DENIED]',
        'kmscrypt: error: app.yaml:3:7: db.password: moved [TOKEN_MISPLACED]',
      ],
      4,
    ],
  ])('%s', (_name, error, lines, status) => {
    const told = report(new CliError('SEVERAL', 'all', { errors: configProblems(error) ?? [] }));
    expect(told.lines.filter((line) => line.startsWith('kmscrypt: error: '))).toEqual(lines);
    expect(told.status).toBe(status);
  });

  test('what is no error of the library', () => {
    expect(configProblems(new Error('x'))).toBeUndefined();
    expect(configProblems(undefined)).toBeUndefined();
  });
});
