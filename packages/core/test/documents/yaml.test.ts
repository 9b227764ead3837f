import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/documents/document.ts';
import type { ScalarType } from '../../src/documents/outline.ts';
import { parsePath } from '../../src/documents/path.ts';

/** Writes a string, or a literal such as `number 1`, or takes away. */
async function change(
  text: string,
  path: string,
  to: string | undefined,
  type: ScalarType = 'string',
): Promise<string> {
  const document = await readDocument('yaml', text);
  const scalar = to === undefined ? undefined : { type, text: to };
  return document.change([{ path: parsePath(path), scalar }]);
}

describe('a value in its place', () => {
  it.each([
    ['plain', 'a:  x # c\nb: y', 'a', 'v', 'a:  v # c\nb: y'],
    ['plain, a tab behind it', 'a: x\t# c\r\n', 'a', 'v', 'a: v\t# c\r\n'],
    ['plain, over two lines', 'a: x\n  y # c\nb: 1', 'a', 'v', 'a: v # c\nb: 1'],
    ['plain becomes quoted', 'a: x', 'a', '- v', 'a: "- v"'],
    ['plain becomes quoted for its lines', '- x # c', '[0]', 'v\nw\n', '- "v\\nw\\n" # c'],
    ['double quoted', 'a: "x"', 'a', 'v "w"', 'a: "v \\"w\\""'],
    ['single quoted', "a: 'x'", 'a', "it's", "a: 'it''s'"],
    ['single quoted becomes double quoted', "a: 'x'", 'a', '\n', 'a: "\\n"'],
    ['a number', 'a: 5432\n', 'a', 'v', 'a: v\n'],
    ['in a list', 'a:\n- x\n- y # c\n', 'a[1]', 'v', 'a:\n- x\n- v # c\n'],
    ['in braces', '{a: x, "b":"y"}', 'b', 'v', '{a: x, "b":"v"}'],
    ['in brackets', '[x, y]', '[0]', 'v,w', '["v,w", y]'],
    ['a comma in a block', '- x', '[0]', 'v,w', '- v,w'],
    ['behind an anchor', 'a: &b x\nc: *b\n', 'a', 'v', 'a: &b v\nc: *b\n'],
    ['behind a tag', 'a: !secret x\n', 'a', '5', 'a: !secret "5"\n'],
    ['behind a tag of strings', 'a: !!str 5\n', 'a', 'v', 'a: !!str v\n'],
    ['with quotes in its key', '"a.b": {\'c d\': x}', '["a.b"]["c d"]', 'v', '"a.b": {\'c d\': v}'],
    ['with a slash in its key', 'a/b: x', '/a~1b', 'v', 'a/b: v'],
    ['with a number as key', '5: x\n0x6: y\n', '["0x6"]', 'v', '5: x\n0x6: v\n'],
    ['with null as key', '~: x\n', '["~"]', 'v', '~: v\n'],
    ['with no key', ': x\n', '[""]', 'v', ': v\n'],
    ['with a complex key', '? [a, b]\n: x\n', '["[a, b]"]', 'v', '? [a, b]\n: v\n'],
    ['in the second document', 'a: x\n---\na: x\n', '[1].a', 'v', 'a: x\n---\na: v\n'],
    ['in the only document', '%YAML 1.2\n---\na: x\n...\n', 'a', 'v', '%YAML 1.2\n---\na: v\n...\n'],
    ['the root', '--- x # c\n', '.', 'v', '--- v # c\n'],
    ['behind a byte order mark', '\uFEFFa: x\r\n', 'a', 'v', '\uFEFFa: v\r\n'],
  ])('%s', async (_name, text, path, to, output) => {
    expect(await change(text, path, to)).toBe(output);
  });

  it.each([
    ['behind a key', 'a:\nb: 1', 'a', 'a: v\nb: 1'],
    ['behind a key and spaces', 'a:  \n', 'a', 'a: v  \n'],
    ['before a comment', 'a:   # c\n', 'a', 'a: v   # c\n'],
    ['before comments', 'a:\n  # c\nb: 1', 'a', 'a: v\n  # c\nb: 1'],
    ['at the end', 'a:', 'a', 'a: v'],
    ['CRLF', 'a:\r\n', 'a', 'a: v\r\n'],
    ['in a list', '-\n- # c', '[1]', '-\n- v # c'],
    ['behind an anchor', 'a: &b # c', 'a', 'a: &b v # c'],
    ['behind a tag', 'a: !secret', 'a', 'a: !secret v'],
    ['in braces', '{a: , b}', 'a', '{a: v , b}'],
    ['in braces, without a colon', '{a, b}', 'b', '{a, b: v}'],
    ['below a question mark', 'x:\n  ? a\n  ? b', 'x.a', 'x:\n  ? a\n  : v\n  ? b'],
  ])('where nothing stands: %s', async (_name, text, path, output) => {
    expect(await change(text, path, 'v')).toBe(output);
  });

  it.each([
    'no',
    'Off',
    'y',
    'null',
    '~',
    '',
    '0x1',
    '0o17',
    '0777',
    '1:30',
    '1_000',
    '.inf',
    '.5',
    '1e3',
    '2001-12-14',
    '<<',
    '=',
  ])('quotes %j, which some reader takes for something else', async (to) => {
    expect(await change('a: x', 'a', to)).toBe(`a: "${to}"`);
    expect(await change('b: x', 'a', to)).toBe(`b: x\na: "${to}"`);
  });

  it.each([
    ['number', '5432'],
    ['number', '-1.5e3'],
    ['number', '0o17'],
    ['number', '.inf'],
    ['boolean', 'true'],
    ['boolean', 'False'],
    ['null', 'null'],
    ['null', '~'],
  ] as const)('%s %s', async (type, to) => {
    expect(await change('a: "x" # c', 'a', to, type)).toBe(`a: ${to} # c`);
    expect(await change('[]', '[0]', to, type)).toBe(`[${to}]`);
  });

  it.each([
    ['number', '1_000'],
    ['number', 'x'],
    ['number', '5 # c'],
    ['number', ''],
    ['number', 'true'],
    ['boolean', 'yes'],
    ['null', 'nil'],
    ['datetime', '2001-12-14'],
  ] as const)('no %s %j', async (type, to) => {
    const position = { line: 1, column: 4 };
    await expect(change('a: x', 'a', to, type)).rejects.toMatchObject({
      code: 'FORMAT_CANNOT_EXPRESS',
      position,
    });
  });

  it('no other type than that of a tag', async () => {
    await expect(change('a: !!int 5', 'a', 'v')).rejects.toMatchObject({ code: 'FORMAT_CANNOT_EXPRESS' });
    expect(await change('a: !!int 5', 'a', '6', 'number')).toBe('a: !!int 6');
  });
});

describe('a block scalar', () => {
  it.each([
    ['literal', 'a: |\n  x\nb: 1', 'v\n', 'a: |\n  v\nb: 1'],
    ['literal, several lines', 'a: |\n    x\n# c', 'v\n  w\n\n\tz\n', 'a: |\n    v\n      w\n\n    \tz\n# c'],
    ['literal, CRLF', 'a: |\r\n  x\r\nb: 1', 'v\nw\n', 'a: |\r\n  v\r\n  w\r\nb: 1'],
    ['no line break at the end', 'a: | # c\n  x\n\nb: 1', 'v', 'a: |- # c\n  v\n\nb: 1'],
    ['one again', 'a: |- # c\n  v\n\nb: 1', 'x\n', 'a: | # c\n  x\n\nb: 1'],
    ['several', 'a: |\n  x\nb: 1', 'v\n\n', 'a: |+\n  v\n\nb: 1'],
    ['several, one is there', 'a: |-\n  x\n\nb: 1', 'v\n\n', 'a: |+\n  v\n\nb: 1'],
    ['several, too many are there', 'a: |-\n  x\n\n\n\nb: 1', 'v\n\n', 'a: "v\\n\\n"\n\n\n\nb: 1'],
    ['none any more', 'a: |+\n  x\n\n\nb: 1', 'v', 'a: |-\n  v\n\n\nb: 1'],
    ['at the end of the text', 'a: |\n  x', 'v\n', 'a: |\n  v\n'],
    ['at the end, no line break', 'a: |\n  x', 'v', 'a: |-\n  v'],
    ['folded', 'a: >\n  x\n  y\nb: 1', 'v w\n', 'a: >\n  v w\nb: 1'],
    ['folded, several lines', 'a: >-\n  x\n  y\nb: 1', 'v\nw', 'a: |-\n  v\n  w\nb: 1'],
    ['a comment in it', 'a: |\n  x\n', '# v\n', 'a: |\n  # v\n'],
    ['white space at its start', 'a: | # c\n  x\n\n# d\n', ' v\n', 'a: " v\\n" # c\n\n# d\n'],
    ['white space at its end', 'a: |-\n  x\nb: 1', 'v ', 'a: "v "\nb: 1'],
    ['nothing', 'a: |\n  x\nb: 1', '', 'a: ""\nb: 1'],
    ['control characters', 'a: |\n  x\nb: 1', 'v\u0007', 'a: "v\\x07"\nb: 1'],
    ['its own indentation', 'a: |1\n   x\nb: 1', 'v', 'a: v\nb: 1'],
    ['nothing in it', 'a: |\nb: 1', 'v', 'a: v\nb: 1'],
    ['as the root', '--- |\nx\n', '--- v\n', '--- "--- v\\n"\n'],
  ])('%s', async (_name, text, to, output) => {
    expect(await change(text, text.startsWith('---') ? '.' : 'a', to)).toBe(output);
  });

  it('becomes a literal of another type', async () => {
    expect(await change('a: | # c\n  x\nb: 1', 'a', '5', 'number')).toBe('a: 5 # c\nb: 1');
  });

  it.each([
    '|\n  x\n',
    '|-\n  x\n  y\n',
    '|+\n  x\n\n\n',
    '| # c\n    x\n\n     y\n',
    '|\n  -----BEGIN\n  AQ==\n  -----END\n\n\n',
  ])('comes back from a token: %j', async (source) => {
    const text = `a: ${source}b: 1\n`;
    const before = (await readDocument('yaml', text)).valueAt(['a']).text;
    expect(await change(await change(text, 'a', 'kmscrypt::AQIC=='), 'a', before)).toBe(text);
  });
});

it('says of each scalar what it is', async () => {
  const text =
    'a: x\nb: 0o17\nc: 1_000\nd: .inf\ne: 2001-12-14\nf: no\ng: True\nh: ~\ni:\nj: !!int 1\nk: !s 1\nl: 1:30\n';
  const fields = (await readDocument('yaml', text)).fields();
  expect(fields.map(({ value }) => `${value.type} ${value.text}`)).toEqual([
    'string x',
    'number 0o17',
    'string 1_000',
    'number .inf',
    'string 2001-12-14',
    'string no',
    'boolean True',
    'null ~',
    'null null',
    'number 1',
    'string 1',
    'string 1:30',
  ]);
});

describe('a new value', () => {
  it.each([
    ['behind the last', 'a: 1\nb: 2\n', 'c', 'a: 1\nb: 2\nc: v\n'],
    ['no line break at the end', 'a: 1', 'c', 'a: 1\nc: v'],
    ['CRLF', 'a: 1\r\n', 'c', 'a: 1\r\nc: v\r\n'],
    ['behind a comment on the line', 'a: 1 # c\n\n# d\n', 'c', 'a: 1 # c\nc: v\n\n# d\n'],
    [
      'behind comments of what is above',
      'a:\n  b: 1\n\n  # c: 2\n# d\n',
      'c',
      'a:\n  b: 1\n\n  # c: 2\nc: v\n# d\n',
    ],
    [
      'before comments on its own level',
      'a:\n  b: 1\n  # c: 2\n# d\ne: 1',
      'a.c',
      'a:\n  b: 1\n  c: v\n  # c: 2\n# d\ne: 1',
    ],
    ['nested', 'a:\n    b: 1\nd: 1\n', 'a.c', 'a:\n    b: 1\n    c: v\nd: 1\n'],
    [
      'nested, maps are made',
      'a:\n    b: 1\nd: 1\n',
      'a.c.d.e',
      'a:\n    b: 1\n    c:\n        d:\n            e: v\nd: 1\n',
    ],
    ['maps are made, no sample', 'a: 1\n', 'b.c', 'a: 1\nb:\n  c: v\n'],
    [
      'behind a block scalar',
      'a: |\n  x\n\nb:\n  c: |+\n    y\n\n# d',
      'b.d',
      'a: |\n  x\n\nb:\n  c: |+\n    y\n\n  d: v\n# d',
    ],
    ['behind a block scalar at the end', 'a: |-\n  x', 'b', 'a: |-\n  x\nb: v'],
    ['behind brackets over lines', 'a: [\n  x\n  ] # c\n', 'b', 'a: [\n  x\n  ] # c\nb: v\n'],
    ['behind nothing', 'a:\n  b:\n# c\n', 'a.c', 'a:\n  b:\n  c: v\n# c\n'],
    ['a key that needs quotes', 'a: 1', '["5"]', 'a: 1\n"5": v'],
    ['in the quotes of its neighbour', '"a": \'x\'\n', 'b', '"a": \'x\'\n"b": \'v\'\n'],
    ['in a map in a list', '-   a: 1\n    b: 2\n- c', '[0].d', '-   a: 1\n    b: 2\n    d: v\n- c'],
    ['behind a question mark', '? a\n: b\n', 'c', '? a\n: b\nc: v\n'],
    ['behind an anchor', '&a a: 1\nb: &b\n  c: 1\n', 'b.d', '&a a: 1\nb: &b\n  c: 1\n  d: v\n'],
    ['beside a merge key', 'a: &a\n  b: 1\nc:\n  <<: *a\n', 'c.b', 'a: &a\n  b: 1\nc:\n  <<: *a\n  b: v\n'],
    ['a key like a merge key', 'a: 1\n', '["<<"]', 'a: 1\n"<<": v\n'],
    ['in the first document', 'a: 1\n---\nb: 1\n', '[0].c', 'a: 1\nc: v\n---\nb: 1\n'],
    ['before the end of the document', '---\na: 1\n...\n', 'c', '---\na: 1\nc: v\n...\n'],
    ['a document', 'a: 1\n---\nb: 1', '[2].c.d', 'a: 1\n---\nb: 1\n---\nc:\n  d: v'],
  ])('%s', async (_name, text, path, output) => {
    expect(await change(text, path, 'v')).toBe(output);
  });

  it.each([
    ['a list', 'a:\n- x # c\nb: 1', 'a[1]', 'a:\n- x # c\n- v\nb: 1'],
    ['an indented list', 'a:\n    -  x\nb: 1', '/a/-', 'a:\n    -  x\n    -  v\nb: 1'],
    ['a list of maps', '- a: 1\n  b: 2\n', '[1].a', '- a: 1\n  b: 2\n- a: v\n'],
    ['a list of maps, maps are made', '- a: 1\n', '[1].b.c', '- a: 1\n- b:\n    c: v\n'],
    ['a list in a list', '- - a\n  - b\n- c\n', '[0][2]', '- - a\n  - b\n  - v\n- c\n'],
  ])('in %s', async (_name, text, path, output) => {
    expect(await change(text, path, 'v')).toBe(output);
  });

  it.each([
    ['braces', 'a: { b: 1 } # c\n', 'a.c.d', 'a: { b: 1, c: { d: v } } # c\n'],
    ['narrow braces', '{a: 1, b}', 'c.d', '{a: 1, b, c: {d: v}}'],
    ['JSON', '{"a":1,"b":[1,2]}', 'c.d', '{"a":1,"b":[1,2],"c":{"d":"v"}}'],
    ['brackets', '[a,b]', '[2]', '[a,b,v]'],
    ['brackets, a comma at the end', '[ a, b, ]', '[2]', '[ a, b, v, ]'],
    ['lines', '{\n  a: 1,\n  b: 2 # c\n  # d\n}', 'c', '{\n  a: 1,\n  b: 2, # c\n  c: v\n  # d\n}'],
    ['lines, a comma at the end', '[\r\n\ta,\r\n\tb, # c\r\n]', '[2]', '[\r\n\ta,\r\n\tb, # c\r\n\tv,\r\n]'],
    ['empty braces', 'a: {}\n', 'a.b.c', 'a: { b: { c: v } }\n'],
    ['empty brackets', 'a: [ ]\n', 'a[0]', 'a: [v]\n'],
    ['braces with a comment only', 'a: { # c\n  }\n', 'a.b', 'a: { # c\n    b: v\n  }\n'],
    [
      'braces with comments only',
      '- a: {\n      # c\n    }\n',
      '[0].a.b',
      '- a: {\n      # c\n      b: v\n    }\n',
    ],
    ['braces where nothing stands', '{a: , b}', 'a.c', '{a: { c: v } , b}'],
    ['braces where no colon stands', '{a, b}', 'b.c', '{a, b: { c: v }}'],
  ])('in %s', async (_name, text, path, output) => {
    expect(await change(text, path, 'v')).toBe(output);
  });

  it.each([
    ['an empty text', '', 'a:\n  b: v\n'],
    ['comments', '# c\n\n', '# c\n\na:\n  b: v\n'],
    ['a comment without a line break', '# c', '# c\na:\n  b: v'],
    ['a marker', '---\n# c\n...\n', '---\n# c\na:\n  b: v\n...\n'],
    ['a marker and CRLF', '--- # c\r\n', '--- # c\r\na:\r\n  b: v\r\n'],
    ['a directive', '%YAML 1.2\n---\n', '%YAML 1.2\n---\na:\n  b: v\n'],
    ['a key without a value', 'a:\n', 'a:\n  b: v\n'],
    ['a key and comments', 'a: # c\n    # d\ne: 1', 'a: # c\n    # d\n  b: v\ne: 1'],
    ['an anchor', 'a: &c\n', 'a: &c\n  b: v\n'],
    ['a byte order mark', '\uFEFFa:\n', '\uFEFFa:\n  b: v\n'],
  ])('where there is only %s', async (_name, text, output) => {
    expect(await change(text, 'a.b', 'v')).toBe(output);
  });

  it.each([
    ['an item', '- # c\n- x\n', '[0].a', '- a: v # c\n- x\n'],
    ['a document', 'a: 1\n---\n# c\n', '[1].a.b', 'a: 1\n---\n# c\na:\n  b: v\n'],
    ['an anchor', '--- &a\n', 'b', '--- &a\nb: v\n'],
  ])('where nothing stands in %s', async (_name, text, path, output) => {
    expect(await change(text, path, 'v')).toBe(output);
  });
});

describe('away goes', () => {
  it.each([
    ['the first', 'a: 1 # c\n# d\nb: 2\n', 'a', '# d\nb: 2\n'],
    ['the middle', 'a: 1\n# b\nb: 2 # c\n# d\nc: 3\n', 'b', 'a: 1\n# b\n# d\nc: 3\n'],
    ['the last', 'a: 1\nb: 2\n# c\n', 'b', 'a: 1\n# c\n'],
    ['the last, no line break at the end', 'a: 1\r\nb: 2', 'b', 'a: 1'],
    ['the last behind a block scalar', 'a: |\n  x\nb: 2', 'b', 'a: |\n  x\n'],
    [
      'the one before empty lines and behind a block scalar that would count them',
      'a: |+\n  x\nb: 2\n\n# c\n',
      'b',
      'a: |+\n  x\n# c\n',
    ],
    ['a block scalar', 'a: |+ # c\n  x\n\nb: 1', 'a', 'b: 1'],
    ['a map with its comments', 'a:\n  # c\n  b: 1\n  # d\n# e\nb: 1\n', 'a', '# e\nb: 1\n'],
    ['what goes over lines', 'a: {\n  b: 1\n  } # c\nb: "x\n  y"\nc: 1', 'a', 'b: "x\n  y"\nc: 1'],
    ['what has a question mark', '? a\n# c\n: b\nc: 1', 'a', 'c: 1'],
    ['nothing', 'a:\n  # c\nb:\n', 'b', 'a:\n  # c\n'],
    ['an alias', 'a: &a 1\nb: *a\nc: 1', 'b', 'a: &a 1\nc: 1'],
    ['an anchor that nobody uses', 'a: &a 1\nb: 1', 'a', 'b: 1'],
    ['an anchor that is another one', 'a: &a 1\nb: &a 1\nc: *a', 'a', 'b: &a 1\nc: *a'],
    ['an anchor with all its uses', 'b:\n  c: &a 1\n  d: *a\ne: 1', 'b', 'e: 1'],
    ['a merge key', 'a: &a {b: 1}\nc:\n  <<: *a\n  d: 1', 'c.<<', 'a: &a {b: 1}\nc:\n  d: 1'],
    ['an item', 'a:\n- b\n- c # c\n- d\n', 'a[1]', 'a:\n- b\n- d\n'],
    ['a map in a list', '- a: 1\n  b: 2\n- c: 1\n', '[0]', '- c: 1\n'],
    ['the first in a map in a list', '- a: 1 # c\n\n  # d\n  b: 2\n', '[0].a', '- # d\n  b: 2\n'],
    ['the second in a map in a list', '- a: 1\n  b: 2\n- c', '[0].b', '- a: 1\n- c'],
    ['what is in the second document', 'a: 1\n---\nb: 1\nc: 1\n', '[1].c', 'a: 1\n---\nb: 1\n'],
  ])('%s', async (_name, text, path, output) => {
    expect(await change(text, path, undefined)).toBe(output);
  });

  it.each([
    ['of a map', 'a:\n  # c\n  b: 1 # d\n  # e\nf: 1\n', 'a.b', 'a: {}\n  # c\n  # e\nf: 1\n'],
    ['of a map, no line break at the end', 'a: # c\n  b: 1', 'a.b', 'a: {} # c'],
    ['of a map with an anchor', 'a: &a !t\n  b: 1\nc: *a', 'a.b', 'a: &a !t {}\nc: *a'],
    ['of a map in a list', '- a: 1 # c\n- b', '[0].a', '- {}\n- b'],
    ['of a list', 'a:\n- b\nc: 1', 'a[0]', 'a: []\nc: 1'],
    ['of a list in a list', '- - a\n- b', '[0][0]', '- []\n- b'],
    ['of braces', 'a: { b: 1 }', 'a.b', 'a: {}'],
    ['of brackets', '[\n  a\n]', '[0]', '[]'],
    ['of brackets with a comment', '[\n  # c\n  a,\n]', '[0]', '[\n  # c\n]'],
    ['of the document', '# c\na: 1\n# d\n', 'a', '# c\n# d\n'],
    ['of the document, no line break at the end', '# c\na: 1', 'a', '# c'],
    ['of the document, a list', '---\n- a\n', '[0]', '---\n[]\n'],
    ['of the document with a tag', '--- !t\na: 1\n', 'a', '--- !t\n{}\n'],
    ['of the document before its end', 'a: 1\n...\n', 'a', '{}\n...\n'],
    ['of one document of several', 'a: 1\n---\nb: 1\n', '[0].a', '{}\n---\nb: 1\n'],
  ])('the last %s', async (_name, text, path, output) => {
    expect(await change(text, path, undefined)).toBe(output);
  });

  it.each([
    ['first', '{a: 1, b: 2, c: 3}', 'a', '{b: 2, c: 3}'],
    ['middle', '{a: 1, b: 2, c: 3}', 'b', '{a: 1, c: 3}'],
    ['last', '{ a: 1, b: 2 }', 'b', '{ a: 1 }'],
    ['last, a comma at the end', '[a, b,]', '[1]', '[a,]'],
    ['pair in brackets', '[a: 1, b]', '[0]', '[b]'],
    ['first line', '[\n  a, # a\n  b # b\n]', '[0]', '[\n  b # b\n]'],
    ['last line', '[\n  a, # a\n  # b\n  b # b\n]', '[1]', '[\n  a # a\n  # b\n]'],
    ['last line, a comma at the end', '[\n  a, # a\n  b, # b\n]', '[1]', '[\n  a, # a\n]'],
    ['first on the line of the brace', '{ a: 1, # c\n  b: 2 }', 'a', '{\n  b: 2 }'],
    ['last on the line of the brace', '{a: 1, # c\n b: 2}', 'b', '{a: 1 # c\n }'],
  ])('the %s of a flow', async (_name, text, path, output) => {
    expect(await change(text, path, undefined)).toBe(output);
  });

  it.each([
    ['an anchor that is used', 'a: &a 1\nb: 2\nc: *a', 'a', { line: 1, column: 7 }],
    ['an anchor within', 'a:\n  b: [&a 1]\nc: {d: *a}', 'a', { line: 2, column: 3 }],
    ['a document', 'a: 1\n---\nb: 1', '[1]', { line: 3, column: 1 }],
    ['the key of a pair without braces', '[a: 1]', '[0].a', { line: 1, column: 5 }],
  ])('not: %s', async (_name, text, path, position) => {
    await expect(change(text, path, undefined)).rejects.toMatchObject({
      code: 'FORMAT_CANNOT_EXPRESS',
      position,
    });
  });
});

describe('refused', () => {
  it.each([
    ['below an alias', 'a: &a {b: 1}\nc: *a', 'c.b', 'PATH_NOT_A_VALUE'],
    ['below a merge key', 'a: &a {b: 1}\nc: {<<: *a}', 'c.<<.b', 'PATH_NOT_A_VALUE'],
    ['an alias', 'a: &a 1\nc: *a', 'c', 'PATH_NOT_A_VALUE'],
    ['binary', 'a: !!binary aGk=', 'a', 'PATH_NOT_A_VALUE'],
    ['a set', 'a: !!set {b, c}', 'a.b', 'PATH_NOT_A_VALUE'],
    ['below a value', 'a: 1', 'a.b', 'PATH_NOT_A_VALUE'],
    ['below a null that is written', 'a: ~', 'a.b', 'PATH_NOT_A_VALUE'],
    ['a key that is two', '1: a\n"1": b', '["1"]', 'PATH_AMBIGUOUS'],
    ['a pair without braces', '[a: 1]', '[0].b', 'FORMAT_CANNOT_EXPRESS'],
    ['below a key without a colon', '? a\n', 'a.b', 'FORMAT_CANNOT_EXPRESS'],
  ])('%s', async (_name, text, path, code) => {
    await expect(change(text, path, 'v')).rejects.toMatchObject({ code });
  });

  it.each([
    ['an open quote', 'a: "x', { line: 1, column: 6 }],
    ['dotenv', 'A=1\nB=2\n', { line: 1, column: 1 }],
    ['a key twice', 'a:\n  b: 1\n  b: 2', { line: 3, column: 3 }],
    ['a tab as indentation', 'a:\n\tb: 1', { line: 2, column: 1 }],
    ['an alias without an anchor', 'a: *nope', { line: 1, column: 4 }],
    ['an alias before its anchor', 'a: 1\nb: [*x]\nc: &x 1', { line: 2, column: 5 }],
    ['an alias of an anchor of another document', 'a: &x 1\n---\nb: *x', { line: 3, column: 4 }],
    ['an alias as key', '*x : 1', { line: 1, column: 1 }],
  ])('%s', async (_name, text, position) => {
    await expect(readDocument('yaml', text)).rejects.toMatchObject({ code: 'FORMAT_NOT_PARSABLE', position });
  });

  it.each([
    ['a key below an alias of what is around it', 'c: &c\n  d: *c\n'],
    ['an inherited key', 'a: &a\n  b: 1\nc:\n  <<: *a\n'],
    ['a key below one where nothing stands', 'c:\n'],
  ])('%s is not found', async (_name, text) => {
    const document = await readDocument('yaml', text);
    expect(() => document.valueAt(['c', 'b'])).toThrow(expect.objectContaining({ code: 'PATH_NOT_FOUND' }));
  });

  it('nesting too deep for the parser', async () => {
    const text = '['.repeat(100_000) + ']'.repeat(100_000);
    await expect(readDocument('yaml', text)).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:FORMAT_NOT_PARSABLE|SEVERAL)$/u),
    });
  });
});
