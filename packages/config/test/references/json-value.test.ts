import { describe, expect, test } from 'vitest';
import { jsonValueAt } from '../../src/references/json-value.ts';

const SECRET = '{"user":"app","ports":[5432,{"x":null}],"a.b":true,"constructor":"own"}';

describe('jsonValueAt', () => {
  test.each([
    [['user'], 'app'],
    [['ports', 0], 5432],
    [['ports', '1', 'x'], null],
    [['a.b'], true],
    [['constructor'], 'own'],
    [[], JSON.parse(SECRET)],
  ])('takes %j', (path, expected) => {
    expect(jsonValueAt(SECRET, path)).toEqual(expected);
  });

  test.each([
    [SECRET, ['nobody'], 'SECRET_PATH_NOT_FOUND'],
    [SECRET, ['user', 'length'], 'SECRET_PATH_NOT_FOUND'],
    [SECRET, ['ports', 'length'], 'SECRET_PATH_NOT_FOUND'],
    [SECRET, ['ports', 2], 'SECRET_PATH_NOT_FOUND'],
    [SECRET, ['toString'], 'SECRET_PATH_NOT_FOUND'],
    [SECRET, ['__proto__'], 'SECRET_PATH_NOT_FOUND'],
    ['null', ['a'], 'SECRET_PATH_NOT_FOUND'],
    ['canary hunter2', ['a'], 'SECRET_NOT_JSON'],
    ['{"a": canary}', [], 'SECRET_NOT_JSON'],
    ['', [], 'SECRET_NOT_JSON'],
  ])('refuses %j at %j', (secret, path, code) => {
    const refuse = (): unknown => jsonValueAt(secret, path);
    expect(refuse).toThrow(expect.objectContaining({ code }));
    expect(refuse).not.toThrow(/canary|hunter2|5432/u);
  });
});
