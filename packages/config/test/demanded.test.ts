import { describe, expect, test } from 'vitest';
import { loadConfig } from '../src/index.ts';

const CONFIG = { db: { password: 'plain', pool: null }, list: [{ key: '' }] };

async function codesOf(
  config: Readonly<Record<string, unknown>>,
  encrypted: readonly string[],
  development = false,
) {
  const error: unknown = await loadConfig(config, { encrypted, development }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error;
}

describe('encrypted', () => {
  test.each<[encrypted: string, expected: unknown]>([
    ['db.password', { code: 'SECRET_IN_PLAINTEXT', path: 'db.password' }],
    ['*.password', { code: 'SECRET_IN_PLAINTEXT', path: 'db.password' }],
    ['db.none', undefined],
    ['db.pool', undefined],
    ['list[0].key', undefined],
    ['*.none', undefined],
    [
      'bd.password',
      { code: 'INVALID_OPTION', message: expect.stringMatching(/bd\.password.*db, list/u) as unknown },
    ],
    ['toString', { code: 'INVALID_OPTION' }],
    ['[0].key', { code: 'INVALID_OPTION' }],
  ])('%s', async (encrypted, expected) => {
    const error = await codesOf(CONFIG, [encrypted]);
    if (expected === undefined) expect(error).toBeUndefined();
    else expect(error).toMatchObject(expected as object);
  });

  test('tells each path, with all other problems', async () => {
    expect(await codesOf({ ...CONFIG, a: 'kmscrypt::AB==' }, ['bd.password', 'db', 'x'])).toMatchObject({
      errors: [
        { code: 'INVALID_OPTION', path: 'bd' },
        { code: 'INVALID_OPTION', path: 'x' },
        { code: 'SECRET_IN_PLAINTEXT', path: 'db.password' },
        { code: 'INVALID_TOKEN', path: 'a' },
      ],
    });
  });

  test('demands nothing in development', async () => {
    expect(await codesOf(CONFIG, ['bd.password', 'db.password'], true)).toBeUndefined();
  });
});
