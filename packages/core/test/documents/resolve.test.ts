import { describe, expect, it } from 'vitest';
import { jsonEditor } from '../../src/documents/json.ts';
import { fieldsOf } from '../../src/documents/outline.ts';
import { parsePath, type Path } from '../../src/documents/path.ts';
import { nodeAt, resolve } from '../../src/documents/resolve.ts';

const TEXT =
  '{"db": {"password": 1, "a.b": 2}, "list": [{"x": 3}, [4]], "0": {"-": 5}, "twice": 6,\n"twice": 7}';
const ROOT = jsonEditor.outline(TEXT);

describe('found', () => {
  it.each<[string, Path, string]>([
    ['db.password', ['db', 'password'], '1'],
    ['/db/a.b', ['db', 'a.b'], '2'],
    ['list[0].x', ['list', 0, 'x'], '3'],
    ['list.0.x', ['list', 0, 'x'], '3'],
    ['/list/1/0', ['list', 1, 0], '4'],
    ['0.-', ['0', '-'], '5'],
    ['[0].-', ['0', '-'], '5'],
    ['list', ['list'], '[{"x": 3}, [4]]'],
    ['.', [], TEXT],
  ])('%s', (written, path, source) => {
    const resolved = resolve(TEXT, ROOT, parsePath(written));
    expect(resolved.found && [resolved.path, TEXT.slice(resolved.found.start, resolved.found.end)]).toEqual([
      path,
      source,
    ]);
  });
});

describe('missing', () => {
  it.each<[string, Path, Path]>([
    ['db.user', ['db'], ['user']],
    ['x.y[0]', [], ['x', 'y', 0]],
    ['list[2].x', ['list'], [2, 'x']],
    ['list.2.x', ['list'], [2, 'x']],
    ['/list/-/x', ['list'], [2, 'x']],
    ['list[1].-', ['list', 1], [1]],
    ['list[3]', ['list'], [3]],
    ['list.02', ['list'], ['02']],
    ['list.x', ['list'], ['x']],
    ['list.length', ['list'], ['length']],
    ['list.NaN', ['list'], ['NaN']],
    ['__proto__.x', [], ['__proto__', 'x']],
  ])('%s', (written, parentPath, missing) => {
    expect(resolve(TEXT, ROOT, parsePath(written))).toMatchObject({ parentPath, missing });
  });
});

describe('not found, with what is there instead', () => {
  it.each([
    ['db.pasword', 'there is no db.pasword; there is db.password'],
    ['db.passwrod', 'there is no db.passwrod; there is db.password'],
    ['db.PASSWORD', 'there is no db.PASSWORD; there is db.password'],
    ['db_password', 'there is no db_password; there is db.password'],
    ['/db.password', 'there is no ["db.password"]; there is db.password'],
    ['db/password', 'there is no ["db/password"]; there is db.password'],
    ['password', 'there is no password; there is db.password'],
    ['db.a.b', 'there is no db.a.b; there is db["a.b"]'],
    ['lisst[0]', 'there is no lisst[0]; there is list'],
    ['list[9]', 'there is no list[9]; list has 2 items, so the next would be list[2]'],
    ['list.x', 'there is no list.x; list is a list of 2: write list[0].x'],
    ['db[0]', 'there is no db[0]; db is no list'],
    ['nowhere', /^there is no nowhere$/u],
  ])('%s', (written, message) => {
    expect(() => nodeAt(TEXT, ROOT, parsePath(written))).toThrow(message);
  });

  it.each([
    ['[{"a": 1}, {}]', 'db.password', 'the document is a list of 2: write [0].db.password'],
    ['[]', '[0]', 'the document has 0 items, so the next would be [0]'],
    ['{"a": 1, "b": 2}', 'c', /^there is no c$/u],
    ['{}', 'a', /^there is no a$/u],
    ['', 'a', /^there is no a$/u],
  ])('in %s: %s', (text, written, message) => {
    expect(() => nodeAt(text, jsonEditor.outline(text), parsePath(written))).toThrow(message);
  });

  it('has its code', () => {
    const expected = expect.objectContaining({ code: 'PATH_NOT_FOUND' }) as Error;
    expect(() => nodeAt(TEXT, ROOT, ['x'])).toThrow(expected);
  });
});

describe('refused', () => {
  it.each([
    ['db.password.x', 'PATH_NOT_A_VALUE', { line: 1, column: 21 }],
    ['twice', 'PATH_AMBIGUOUS', { line: 2, column: 1 }],
    ['twice.x', 'PATH_AMBIGUOUS', { line: 2, column: 1 }],
  ])('%s', (written, code, position) => {
    expect(() => resolve(TEXT, ROOT, parsePath(written))).toThrow(
      expect.objectContaining({ code, position }) as Error,
    );
  });

  it('names both lines of a key that stands twice', () => {
    expect(() => resolve(TEXT, ROOT, ['twice'])).toThrow('in lines 1 and 2');
  });
});

it('lists every value with its path, in order', () => {
  expect(fieldsOf(ROOT).map(({ path, value }) => [...path, value.text].join(' '))).toEqual([
    'db password 1',
    'db a.b 2',
    'list 0 x 3',
    'list 1 0 4',
    '0 - 5',
    'twice 6',
    'twice 7',
  ]);
});
