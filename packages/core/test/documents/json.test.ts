import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/documents/change-plan.ts';
import { readDocument } from '../../src/documents/document.ts';
import { outlineJson } from '../../src/documents/json-outline.ts';
import { fieldsOf, type OutlineNode } from '../../src/documents/outline.ts';
import { formatPath, parsePath, type Path } from '../../src/documents/path.ts';
import { nodeAt } from '../../src/documents/resolve.ts';
import { RUNS } from '../runs.ts';
import { anyString, changed, pathsOf, type Tree, tidy, treeOf, ugly } from './json-documents.ts';

const v = { type: 'string', text: 'v' } as const;

async function change(text: string, ...changes: readonly Change[]): Promise<string> {
  return (await readDocument('json', text)).change(changes);
}

describe('a value in its place', () => {
  it.each([
    ['a string', '{"a": "x", "b": "y"}', 'a', '{"a": "v", "b": "y"}'],
    ['a number', '{"a" :  -1.5e3 }', 'a', '{"a" :  "v" }'],
    ['in a list', '[ true,null ]', '[1]', '[ true,"v" ]'],
    ['the root', ' 1 // one\r\n', '.', ' "v" // one\r\n'],
    [
      'among comments',
      '{/* a */"a"/* b */:/* c */1/* d */,}// e',
      'a',
      '{/* a */"a"/* b */:/* c */"v"/* d */,}// e',
    ],
    ['an escaped key', '{"\\u0061\\/b": 1}', '["a/b"]', '{"\\u0061\\/b": "v"}'],
    ['an empty key', '{"": {"": 1}}', '[""][""]', '{"": {"": "v"}}'],
    ['keys with quotes', '{"a.b": 1, "\\"": {"\'": 2}}', `["\\""]["'"]`, '{"a.b": 1, "\\"": {"\'": "v"}}'],
    [
      '__proto__',
      '{"__proto__": {"__proto__": 1}}',
      '__proto__.__proto__',
      '{"__proto__": {"__proto__": "v"}}',
    ],
    ['beside a key that stands twice', '{"a": 1, "a": 2, "b": 3}', 'b', '{"a": 1, "a": 2, "b": "v"}'],
    ['non-ASCII', '{"ключ": "é😀", "b": 1}', 'ключ', '{"ключ": "v", "b": 1}'],
    ['CRLF and tabs', '{\r\n\t"a":\t1\r\n}', 'a', '{\r\n\t"a":\t"v"\r\n}'],
  ])('%s', async (_name, text, path, output) => {
    expect(await change(text, { path: parsePath(path), scalar: v })).toBe(output);
  });

  it.each([
    ['string', 'a"b\\c/\n\u0000\u2028é😀', '"a\\"b\\\\c/\\n\\u0000\u2028é😀"'],
    ['string', '\ud800', '"\\ud800"'],
    ['number', '1e400', '1e400'],
    ['number', '-0', '-0'],
    ['number', '12345678901234567890', '12345678901234567890'],
    ['boolean', 'false', 'false'],
    ['null', 'null', 'null'],
  ] as const)('%s %j', async (type, text, source) => {
    expect(await change('[1]', { path: [0], scalar: { type, text } })).toBe(`[${source}]`);
  });

  it.each([
    ['number', '1_000'],
    ['number', '0x10'],
    ['number', '.5'],
    ['number', 'inf'],
    ['number', ' 1'],
    ['number', '1\n'],
    ['number', '"1"'],
    ['boolean', 'yes'],
    ['boolean', 'True'],
    ['null', '~'],
    ['null', ''],
    ['datetime', '2026-01-01'],
  ] as const)('has no %s %j', async (type, text) => {
    const replacement = change('[1]', { path: [0], scalar: { type, text } });
    await expect(replacement).rejects.toMatchObject({
      code: 'FORMAT_CANNOT_EXPRESS',
      position: { column: 2 },
    });
    const insertion = change('[]', { path: [0], scalar: { type, text } });
    await expect(insertion).rejects.toMatchObject({ code: 'FORMAT_CANNOT_EXPRESS', position: { column: 1 } });
  });
});

describe('a new value', () => {
  it.each([
    ['minified', '{"a":1}', 'b', '{"a":1,"b":"v"}'],
    ['minified, in a new map', '{"a":{}}', 'a.b.c', '{"a":{"b":{"c":"v"}}}'],
    ['minified list', '[1,2]', '[2]', '[1,2,"v"]'],
    ['one line', '{"a": 1}', 'b', '{"a": 1, "b": "v"}'],
    ['one line, padded', '{ "a": 1 }', 'b.c', '{ "a": 1, "b": { "c": "v" } }'],
    ['one line, blanks around colons', '{"a" : 1}', 'b', '{"a" : 1, "b" : "v"}'],
    ['one line, trailing comma', '{ "a": 1, }', 'b', '{ "a": 1, "b": "v", }'],
    ['one line, in an empty list', '{"a": []}', 'a.-', '{"a": ["v"]}'],
    ['one line, closed on the next', '{ "a": 1\n}', 'b', '{ "a": 1, "b": "v"\n}'],
    ['one line among several', '{\n  "a": { "b": {} }\n}', 'a.b.c', '{\n  "a": { "b": { "c": "v" } }\n}'],
    ['several lines', '{\n  "a": 1\n}\n', 'b', '{\n  "a": 1,\n  "b": "v"\n}\n'],
    ['trailing comma', '{\n  "a": 1,\n}', 'b', '{\n  "a": 1,\n  "b": "v",\n}'],
    ['tabs, CRLF', '{\r\n\t"a": 1\r\n}', 'b.c', '{\r\n\t"a": 1,\r\n\t"b": {\r\n\t\t"c": "v"\r\n\t}\r\n}'],
    ['four blanks', '{\n    "a": 1\n}', 'b.c', '{\n    "a": 1,\n    "b": {\n        "c": "v"\n    }\n}'],
    ['no indentation', '{\n"a": 1\n}', 'b', '{\n"a": 1,\n"b": "v"\n}'],
    ['blank lines', '{\n  "a": 1,\n\n  "b": 2\n\n}', 'c', '{\n  "a": 1,\n\n  "b": 2,\n  "c": "v"\n\n}'],
    ['nested', '{\n  "a": {\n    "b": 1\n  }\n}', 'a.c', '{\n  "a": {\n    "b": 1,\n    "c": "v"\n  }\n}'],
    ['an empty map', '{\n  "a": {}\n}', 'a.b', '{\n  "a": {\n    "b": "v"\n  }\n}'],
    ['an empty list', '{\n\t"a": [ ]\n}', 'a[0]', '{\n\t"a": [\n\t\t"v"\n\t]\n}'],
    [
      'in a list of maps',
      '[\n  { "a": 1 },\n  { "a": 2 }\n]',
      '[1].b',
      '[\n  { "a": 1 },\n  { "a": 2, "b": "v" }\n]',
    ],
    ['a map in a list', '[\n  { "a": 1 }\n]', '-.b', '[\n  { "a": 1 },\n  {\n    "b": "v"\n  }\n]'],
    ['brackets together', '[{\n\t"a": {}\n}]', '[0].a.b', '[{\n\t"a": {\n\t\t"b": "v"\n\t}\n}]'],
    ['mixed, the last on a line with others', '[1, 2,\n 3, 4]', '-', '[1, 2,\n 3, 4, "v"]'],
    ['mixed, the last on its own', '{ "a": 1,\n  "b": 2 }', 'c', '{ "a": 1,\n  "b": 2,\n  "c": "v" }'],
    ['commas first', '{ "a": 1\n, "b": 2\n}', 'c', '{ "a": 1\n, "b": 2, "c": "v"\n}'],
    [
      'awkward keys',
      '{"a":1}',
      '["."]["\\"\\n"].__proto__[""]',
      '{"a":1,".":{"\\"\\n":{"__proto__":{"":"v"}}}}',
    ],
  ])('%s', async (_name, text, path, output) => {
    expect(await change(text, { path: parsePath(path), scalar: v })).toBe(output);
  });
});

describe('a new value among comments', () => {
  it.each([
    ['behind the item', '{\n  "a": 1 // c\n}', '{\n  "a": 1, // c\n  "b": "v"\n}'],
    ['behind its comma', '{\n  "a": 1, // c\n  // d\n}', '{\n  "a": 1, // c\n  "b": "v",\n  // d\n}'],
    ['below the item', '{\n  "a": 1\n  // d\n}', '{\n  "a": 1,\n  "b": "v"\n  // d\n}'],
    ['on the line of the bracket', '{ "a": 1 // c\n}', '{ "a": 1, // c\n  "b": "v"\n}'],
    ['over lines', '{\n  "a": 1 /* c\n  d */\n}', '{\n  "a": 1, /* c\n  d */\n  "b": "v"\n}'],
    ['in front of the item', '{\n  /* c */ "a": 1\n}', '{\n  /* c */ "a": 1,\n  "b": "v"\n}'],
    ['on one line', '{ "a": 1 /* c */ }', '{ "a": 1 /* c */, "b": "v" }'],
    ['on one line, behind the comma', '{ "a": 1, /* c */ }', '{ "a": 1, "b": "v", /* c */ }'],
    ['in an empty map', '{ /* c */ }', '{ /* c */ "b": "v" }'],
    ['in an empty map, to the end of the line', '{ // c\n}', '{ // c\n  "b": "v"\n}'],
    ['in an empty map, on a line', '{\n\t// c\n}', '{\n\t// c\n\t"b": "v"\n}'],
    ['in an empty map, over lines', '{/* c\nd */}', '{/* c\nd */\n  "b": "v"\n}'],
    [
      'above the document',
      '/*\n * c\n */\n{\n    "a": {}\n}',
      '/*\n * c\n */\n{\n    "a": {},\n    "b": "v"\n}',
    ],
  ])('%s', async (_name, text, output) => {
    expect(await change(text, { path: ['b'], scalar: v })).toBe(output);
  });
});

describe('a document without any value', () => {
  it.each([
    ['empty', '', '{\n  "b": "v"\n}\n'],
    ['a line break', '\n', '{\n  "b": "v"\n}\n'],
    ['CRLF', '\r\n\r\n', '{\r\n  "b": "v"\r\n}\r\n\r\n'],
    ['a comment', '// c', '// c\n{\n  "b": "v"\n}\n'],
    ['a comment and a line break', '/* c */\n', '/* c */\n{\n  "b": "v"\n}\n'],
    ['an empty map', '{}', '{\n  "b": "v"\n}'],
    ['a blank map', '{\n}\n', '{\n  "b": "v"\n}\n'],
  ])('%s', async (_name, text, output) => {
    expect(await change(text, { path: ['b'], scalar: v })).toBe(output);
  });

  it('is an empty map', async () => {
    const document = await readDocument('json', '');
    expect(document.fields()).toEqual([]);
    expect(() => document.valueAt(['a'])).toThrow('there is no a');
  });

  it('can be a list', async () => {
    expect(await change('[]', { path: ['-'], scalar: v })).toBe('[\n  "v"\n]');
  });
});

describe('a value that goes', () => {
  it.each([
    ['the only one', '{ "a": 1 }', 'a', '{}'],
    ['the only one, on its line', '{\n  "a": 1, // c\n}', 'a', '{}'],
    ['the only item', '[ 1, ]', '[0]', '[]'],
    ['the first of a line', '{ "a": 1, "b": 2, "c": 3 }', 'a', '{ "b": 2, "c": 3 }'],
    ['one within a line', '{ "a": 1, "b": 2, "c": 3 }', 'b', '{ "a": 1, "c": 3 }'],
    ['the last of a line', '{ "a": 1, "b": 2, "c": 3 }', 'c', '{ "a": 1, "b": 2 }'],
    ['minified', '[1,2,3]', '[1]', '[1,3]'],
    ['the last, with a trailing comma', '{ "a": 1, "b": 2, }', 'b', '{ "a": 1, }'],
    ['the first line', '{\n  "a": 1,\n  "b": 2\n}', 'a', '{\n  "b": 2\n}'],
    ['a line between', '[\r\n\t1,\r\n\t2,\r\n\t3\r\n]\r\n', '[1]', '[\r\n\t1,\r\n\t3\r\n]\r\n'],
    ['the last line', '{\n  "a": 1,\n  "b": 2\n}', 'b', '{\n  "a": 1\n}'],
    ['the last line, with a trailing comma', '{\n  "a": 1,\n  "b": 2,\n}', 'b', '{\n  "a": 1,\n}'],
    ['a map over lines', '{\n  "a": {\n    "x": 1\n  },\n  "b": 2\n}', 'a', '{\n  "b": 2\n}'],
    ['mixed, the first', '{ "a": 1,\n  "b": 2 }', 'a', '{\n  "b": 2 }'],
    ['mixed, the last', '{ "a": 1,\n  "b": 2 }', 'b', '{ "a": 1 }'],
    ['mixed, the first of a line', '[\n  1, 2,\n  3\n]', '[0]', '[\n  2,\n  3\n]'],
    ['mixed, the last of a line', '[\n  1, 2,\n  3\n]', '[1]', '[\n  1,\n  3\n]'],
    ['commas first', '{ "a": 1\n, "b": 2\n, "c": 3 }', 'b', '{ "a": 1\n, "c": 3 }'],
    ['beside a key that stands twice', '{"a": 1, "b": 2, "a": 3}', 'b', '{"a": 1, "a": 3}'],
  ])('%s', async (_name, text, path, output) => {
    expect(await change(text, { path: parsePath(path) })).toBe(output);
  });
});

describe('a value that goes takes its comments only', () => {
  const commented = '{\n  // one\n  "a": 1, // a\n  // two\n  "b": 2 // b\n  // three\n}';
  it.each([
    ['first', commented, 'a', '{\n  // one\n  // two\n  "b": 2 // b\n  // three\n}'],
    ['last', commented, 'b', '{\n  // one\n  "a": 1 // a\n  // two\n  // three\n}'],
    ['the only one', '{\n  // one\n  "a": 1 // a\n}', 'a', '{\n  // one\n}'],
    ['in front, on its line', '{\n  /* a */ "a": 1, /* b */\n  "b": 2\n}', 'a', '{\n  "b": 2\n}'],
    ['on one line, first', '[1 /* one */, 2 /* two */]', '[0]', '[2 /* two */]'],
    ['on one line, last', '[1 /* one */, 2 /* two */]', '[1]', '[1 /* one */]'],
    ['before the next', '[1, /* two */ 2, 3]', '[0]', '[/* two */ 2, 3]'],
    ['behind the comma before', '[1, // one\n 2]', '[1]', '[1 // one\n]'],
    ['on a shared line', '{\n  "a": 1, "b": 2 // b\n}', 'a', '{\n  "b": 2 // b\n}'],
  ])('%s', async (_name, text, path, output) => {
    expect(await change(text, { path: parsePath(path) })).toBe(output);
  });
});

describe('refused', () => {
  it.each([
    ['a comma too many', '{"a": 1,,}', { line: 1, column: 9 }],
    ['an open string', '{"a": "', { line: 1, column: 7 }],
    ['single quotes', "{'a': 1}", { line: 1, column: 2 }],
    ['two documents', '{}\n{}', { line: 2, column: 1 }],
    ['nothing but a comma', ' ,', { line: 1, column: 2 }],
    ['an open comment', '/* ', { line: 1, column: 1 }],
  ])('%s', async (_name, text, position) => {
    await expect(readDocument('json', text)).rejects.toMatchObject({ code: 'FORMAT_NOT_PARSABLE', position });
  });
});

describe('nesting', () => {
  it.each([1000, 10_000, 100_000])('of %i levels', async (depth) => {
    const text = '['.repeat(depth) + ']'.repeat(depth);
    const path = Array<number>(depth).fill(0);
    const output = await change(text, { path, scalar: v });
    expect(output.replaceAll(/\s/gu, '')).toBe(`${'['.repeat(depth)}"v"${']'.repeat(depth)}`);
    expect(await change(output, { path, scalar: { type: 'null', text: 'null' } })).toBe(
      output.replace('"v"', 'null'),
    );
  });
});

const runs = { numRuns: RUNS };

it('agrees with JSON.parse', () => {
  const holds = (text: string): void => {
    expect(valueOf(outlineJson(text))).toEqual(JSON.parse(text));
  };
  fc.assert(fc.property(fc.json(), holds), runs);
});

it('reads every layout', () => {
  fc.assert(
    fc.property(ugly, ({ text, tree }) => {
      expect(treeOf(outlineJson(text))).toEqual(tree);
    }),
    runs,
  );
});

it('replaces a value, and every byte beside it stays', async () => {
  await fc.assert(
    fc.asyncProperty(ugly, fc.nat(), anyString, async ({ text, tree }, nth, string) => {
      const fields = fieldsOf(outlineJson(text));
      const field = fields[nth % fields.length];
      fc.pre(field !== undefined);
      const { start, end } = field.value;
      const output = await change(text, { path: field.path, scalar: { type: 'string', text: string } });
      expect(output).toBe(text.slice(0, start) + JSON.stringify(string) + text.slice(end));
      expect(treeOf(outlineJson(output))).toEqual(changed(tree, field.path, `string ${string}`));
    }),
    runs,
  );
});

/** Below a new key; `-` would be the item of a list, which nothing makes. */
const newKeys = fc.array(
  anyString.filter((key) => key !== '-'),
  { maxLength: 2 },
);

const isInner = ([, node]: readonly [Path, Tree]): boolean => typeof node !== 'string';

function newPath(tree: Tree, nth: number, below: readonly string[]): Path | undefined {
  const parents = pathsOf(tree).filter(isInner);
  const [path, node] = parents[nth % parents.length] ?? [];
  if (path === undefined) return undefined;
  return [...path, Array.isArray(node) ? node.length : 'a new key', ...below];
}

it('adds a value, and every byte of before stays', async () => {
  await fc.assert(
    fc.asyncProperty(ugly, fc.nat(), newKeys, async ({ text, tree }, nth, below) => {
      const path = newPath(tree, nth, below);
      fc.pre(path !== undefined);
      const output = await change(text, { path, scalar: v });
      expect(treeOf(outlineJson(output))).toEqual(changed(tree, path, 'string v'));
      // In brackets with white space only, that is written anew.
      const { start, end } = nodeAt(text, outlineJson(text), path.slice(0, -1 - below.length));
      if (text.slice(start + 1, end - 1).trim() !== '') expect(isAdded(text, output)).toBe(true);
    }),
    runs,
  );
});

it('takes a value away and adds nothing', async () => {
  await fc.assert(
    fc.asyncProperty(ugly, fc.nat(), async ({ text, tree }, nth) => {
      const paths = pathsOf(tree).slice(1);
      const [path] = paths[nth % paths.length] ?? [];
      fc.pre(path !== undefined);
      const output = await change(text, { path });
      expect(treeOf(outlineJson(output))).toEqual(changed(tree, path, undefined));
      expect(isWithin(output, text)).toBe(true);
    }),
    runs,
  );
});

it('takes a new value away as if it had never been', async () => {
  await fc.assert(
    fc.asyncProperty(tidy, fc.nat(), newKeys, async (text, nth, below) => {
      const path = newPath(treeOf(outlineJson(text)), nth, below);
      fc.pre(path !== undefined);
      const output = await change(text, { path, scalar: v });
      const back = await change(output, { path: path.slice(0, path.length - below.length) });
      expect(back, formatPath(path)).toBe(text);
    }),
    runs,
  );
});

function valueOf(node: OutlineNode): unknown {
  if (node.kind === 'list') return node.items.map(valueOf);
  if (node.kind === 'map')
    return Object.fromEntries(node.entries.map(({ key, node: child }) => [key, valueOf(child)]));
  if (node.kind === 'value' && node.type !== 'string') return JSON.parse(node.text);
  return node.kind === 'value' ? node.text : node.what;
}

/** Whether `after` is `before` with one stretch put in, and a comma in front of it. */
function isAdded(before: string, after: string): boolean {
  let suffix = 0;
  while (suffix < before.length && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix += 1;
  const prefix = commonPrefix(before, after);
  const withoutComma = after.slice(0, prefix) + after.slice(prefix + 1);
  return Math.max(prefix, commonPrefix(before, withoutComma)) + suffix >= before.length;
}

function commonPrefix(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** Whether `part` is what is left of `whole` once some of it goes. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const unit of whole) if (part.startsWith(unit, at)) at += unit.length;
  return at === part.length;
}
