import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/documents/document.ts';
import { formatPath, parsePath } from '../../src/documents/path.ts';

const v = { type: 'string', text: 'v' } as const;

describe('a document', () => {
  it('says what is in it', async () => {
    const text = '{"db": {"user": "me", "port": 5432, "tls": true, "ca": null}, "none": {}}';
    const document = await readDocument('json', text);
    expect(document).toMatchObject({
      text,
      format: 'json',
      root: { kind: 'map', start: 0, end: text.length },
    });
    expect(document.fields().map(({ path, value }) => [formatPath(path), value.type, value.text])).toEqual([
      ['db.user', 'string', 'me'],
      ['db.port', 'number', '5432'],
      ['db.tls', 'boolean', 'true'],
      ['db.ca', 'null', 'null'],
    ]);
    expect(document.valueAt(['db', 'port'])).toEqual({
      kind: 'value',
      type: 'number',
      text: '5432',
      start: 30,
      end: 34,
    });
    const written = ['.', 'db', 'db.port', 'none', 'db.host', 'none.x'];
    expect(written.map((path) => document.has(document.path(path)))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('is the same text where nothing changes', async () => {
    const text = '{"a" :1}';
    expect((await readDocument('json', text)).change([])).toBe(text);
  });

  it.each([
    ['missing', 'b', 'PATH_NOT_FOUND', undefined],
    ['a map', 'm', 'PATH_NOT_A_VALUE', { line: 2, column: 7 }],
    ['a list', 'l', 'PATH_NOT_A_VALUE', { line: 3, column: 7 }],
    ['below a value', 'a.b', 'PATH_NOT_A_VALUE', { line: 1, column: 8 }],
    ['twice', 't', 'PATH_AMBIGUOUS', { line: 5, column: 2 }],
  ])('has no value: %s', async (_name, path, code, position) => {
    const document = await readDocument('json', '{ "a": 1,\n "m": {},\n "l": [],\n "t": 1,\n "t": 2}');
    const expected = expect.objectContaining({ code, position }) as Error;
    expect(() => document.valueAt(parsePath(path))).toThrow(expected);
  });
});

describe('a byte order mark', () => {
  const text = '\uFEFF{"a": [1, {"é": 2}], "b": {}}';

  it('stays, and counts in ranges', async () => {
    const document = await readDocument('json', text);
    expect(document.fields().map(({ value }) => text.slice(value.start, value.end))).toEqual(['1', '2']);
    const write = [{ path: ['a', 0], scalar: v }];
    expect(document.change(write)).toBe('\uFEFF{"a": ["v", {"é": 2}], "b": {}}');
    const add = [{ path: ['b', 'c'], scalar: v }];
    expect(document.change(add)).toBe('\uFEFF{"a": [1, {"é": 2}], "b": {"c": "v"}}');
    expect(document.change([{ path: ['a', 1] }])).toBe('\uFEFF{"a": [1], "b": {}}');
  });

  it('counts in positions', async () => {
    const unreadable = { code: 'FORMAT_NOT_PARSABLE', position: { line: 1, column: 3 } };
    await expect(readDocument('json', '\uFEFF[,]')).rejects.toMatchObject(unreadable);
    const document = await readDocument('json', text);
    const position = { line: 1, column: 8 };
    expect(() => document.valueAt(['a'])).toThrow(expect.objectContaining({ position }) as Error);
  });
});

describe('paths', () => {
  it.each([
    ['json', 'a.b', ['a', 'b']],
    ['ini', 'a.b', ['a', 'b']],
    ['dotenv', 'a.b', ['a.b']],
    ['properties', 'db.password[0]', ['db.password[0]']],
    ['properties', '/a.b', ['a.b']],
    ['properties', '["a.b"]', ['a.b']],
    ['properties', '.', []],
    ['properties', '', []],
  ] as const)('in %s: %s', async (format, written, path) => {
    const texts = { json: '{}', ini: '', dotenv: '', properties: '' };
    const document = await readDocument(format, texts[format]);
    expect(document.path(written)).toEqual(path);
  });
});
