import * as fc from 'fast-check';
import ini from 'ini';
import { describe, expect, it } from 'vitest';
import { KmscryptError } from '../../src/error.ts';
import { type Change, readDocument, type Scalar } from '../../src/documents/index.ts';
import { plaintext } from '../formats/placeholder.ts';
import { RUNS } from '../runs.ts';

const string = (text: string): Scalar => ({ type: 'string', text });

/** Sets a path to a string, or takes it away where there is none. */
async function change(text: string, path: string, value?: Scalar | string): Promise<string> {
  const document = await readDocument('ini', text);
  const scalar = typeof value === 'string' ? string(value) : value;
  return document.change([{ path: document.path(path), scalar }]);
}

describe('the structure', () => {
  it.each([
    ['sections', 'a=1\n[b]\n c = 2 ; d\n[b.d]\ne=3', { a: '1', 'b.c': '2', 'b.d.e': '3' }],
    ['a dot that is escaped', '[a\\.b]\nc=1', { '["a.b"].c': '1' }],
    ['a section in parts', '[a]\nb=1\n[c]\n[a]\nd=2', { 'a.b': '1', 'a.d': '2' }],
    ['a list', 'a[]=1\nb=2\na[]=3\na=4', { 'a[0]': '1', 'a[1]': '3', 'a[2]': '4', b: '2' }],
    ['types', "a=true\nb=null\nc\nd='5'\ne=5", { a: 'true', b: 'null', c: 'true', d: '5', e: '5' }],
    ['quotes before a comment', 'a = "b" ; c', { a: '"b"' }],
    ['quotes', 'a="\\t;"\nb=\'x\'\n"c\\u003d" = 1', { a: '\t;', b: 'x', 'c=': '1' }],
    ['.editorconfig', '[*.{js,py}]\nindent_size = 4', { '["*"].{js,py}.indent_size': '4' }],
    ['.npmrc', '//r.example/:_authToken=x', { '["//r.example/:_authToken"]': 'x' }],
    ['a dot in a key that is null', 'a.b=null', { 'a.b': 'null' }],
    ['no section', '[a] x\n=y\n__proto__=1\n[__proto__]\nz=1', { '["[a] x"]': 'true' }],
  ])('%s', async (_name, text, fields) => {
    const document = await readDocument('ini', text);
    const { formatPath } = await import('../../src/documents/index.ts');
    const actual = document.fields().map(({ path, value }) => [formatPath(path), value.text]);
    expect(Object.fromEntries(actual)).toEqual(fields);
  });
});

describe('a value', () => {
  it.each([
    ['bare', '; c\r\n[s]\r\n a = x\r\n', 's.a', 'y', '; c\r\n[s]\r\n a = y\r\n'],
    ['before a comment', 'a = x ; c', 'a', 'y;z', 'a = y\\;z ; c'],
    ['in quotes before a comment', 'a = "x" ; c', 'a', 'y', 'a = y ; c'],
    ['in quotes', 'a="x" ', 'a', 'y;z', 'a="y;z" '],
    ['in single quotes', "a='x'", 'a', 'y', "a='y'"],
    ['in single quotes, a number', "a='x'", 'a', '5', 'a="5"'],
    ['needs quotes', 'a=x', 'a', ' y\n', 'a=" y\\n"'],
    ['nothing', 'a=\nb=1', 'a', 'x', 'a=x\nb=1'],
    ['nothing, white space', 'a =\nb = 1', 'a', 'x', 'a = x\nb = 1'],
    ['nothing, a comment', 'a = ; c', 'a', 'x', 'a = x ; c'],
    ['a key alone', '[s]\na\nb', 's.a', 'x', '[s]\na=x\nb'],
    ['a key alone, a comment', 'a ; c', 'a', 'x', 'a=x ; c'],
    ['becomes nothing', 'a = x', 'a', '', 'a = '],
    ['an item', 'a[]=1\na[] = 2', 'a[1]', 'x', 'a[]=1\na[] = x'],
    ['a boolean', 'a="x"', 'a', { type: 'boolean', text: 'true' }, 'a=true'],
    ['a null', 'a=x', 'a', { type: 'null', text: 'null' }, 'a=null'],
    ['a number', 'a=x', 'a', { type: 'number', text: '5.0' }, "a='5.0'"],
    ['no line break', '[a.b]\nc=x', 'a.b.c', 'y', '[a.b]\nc=y'],
  ] as const)('%s', async (_name, text, path, value, output) => {
    expect(await change(text, path, value)).toBe(output);
  });
});

describe('a new key', () => {
  it.each([
    ['no file', '', 'a', 'a=x\n'],
    ['no file, a section', '', 'a.b.c', '[a.b]\nc=x\n'],
    ['behind the last', '[s]\na = 1\n\n; c\n[t]\nb=1\n', 's.d', '[s]\na = 1\nd = x\n\n; c\n[t]\nb=1\n'],
    ['behind an indented one', '[s]\n\ta = 1 ; c\n', 's.b', '[s]\n\ta = 1 ; c\n\tb = x\n'],
    ['in a section without keys', '[s]\n  a = 1\n[t]', 't.b', '[s]\n  a = 1\n[t]\n  b = x'],
    ['in a section in parts', '[s]\na=1\n[t]\n[s]\nb=1', 's.c', '[s]\na=1\n[t]\n[s]\nb=1\nc=x'],
    ['in a section above others', '[s.t]\na=1\n', 's.b', '[s.t]\na=1\n\n[s]\nb=x\n'],
    ['in no section', 'a=1\n[s]\nb=1\n', 'c', 'a=1\nc=x\n[s]\nb=1\n'],
    ['the first in no section', '# c\n\n; s\n[s]\nb=1\n', 'c', '# c\n\nc=x\n\n; s\n[s]\nb=1\n'],
    ['after a comment alone', '# c', 'a', '# c\na=x'],
    ['a section, CRLF', 'a = 1\r\n', 's.b', 'a = 1\r\n\r\n[s]\r\nb = x\r\n'],
    ['a section, no line break', 'a=1', 's.b', 'a=1\n\n[s]\nb=x'],
    ['a section after a blank line', 'a=1\n\n', 's.b', 'a=1\n\n[s]\nb=x\n'],
    ['a section with signs', '', '["a.b]"].c', '["a\\\\.b\\u005d"]\nc=x\n'],
    ['a key with signs', '', '["[a=b"]', '"[a\\u003db"=x\n'],
    ['no key', '', '["a"][""]', '[a]\n""=x\n'],
    ['an item', 'a[] = 1\na[] = 2\nb=1', 'a[2]', 'a[] = 1\na[] = 2\na[] = x\nb=1'],
    ['an item at the end', '[s]\na[]=1', 's.a.-', '[s]\na[]=1\na[]=x'],
  ])('%s', async (_name, text, path, output) => {
    expect(await change(text, path, 'x')).toBe(output);
  });
});

describe('without', () => {
  it.each([
    ['a key', '[s]\n; c\na=1 ; d\nb=2\n', 's.a', '[s]\n; c\nb=2\n'],
    ['the last key', '[s]\r\na=1', 's.a', '[s]'],
    ['the only key', 'a=1', 'a', ''],
    ['an item', 'a[]=1\na[]=2\n', 'a[0]', 'a[]=2\n'],
    ['a list', 'a[]=1\nb=1\na[]=2\n', 'a', 'b=1\n'],
    ['the only item', 'a[]=1\nb=1\n', 'a[0]', 'b=1\n'],
    ['a section', '[s]\n; c\na=1\n\n; t\n[t]\nb=1\n', 's', '; t\n[t]\nb=1\n'],
    ['the last section', '[s]\na=1\n\n[t]\nb=1\n', 't', '[s]\na=1\n'],
    ['a section and all below', '[s.u]\nc=1\n[t]\nb=1\n[s]', 's', '[t]\nb=1'],
    ['a section that was alone below', '[s.t]\na=1\n', 's.t', ''],
  ])('%s', async (_name, text, path, output) => {
    expect(await change(text, path)).toBe(output);
  });
});

describe('refused', () => {
  const number: Scalar = { type: 'number', text: '5' };
  it.each([
    ['a key that stands twice', 'a=1\n[s]\na=1\na=2', 's.a', 'x', 'PATH_AMBIGUOUS'],
    ['a section with the name of a key', 'a=1\n[a]\nb=2', 'a', 'x', 'PATH_AMBIGUOUS'],
    ['a section below a null', 'a=null\n[a.b]\nc=1', 'a', 'x', 'FORMAT_NOT_PARSABLE'],
    ['sections that drop one another', '[a.b]\nx=1\n[a\\.b]\ny=2', 'a', 'x', 'FORMAT_NOT_PARSABLE'],
    ['true as a string', 'a=1', 'a', 'true', 'FORMAT_CANNOT_EXPRESS'],
    ['true as a new string', 'a=1', 'b', 'true', 'FORMAT_CANNOT_EXPRESS'],
    ['a number before a comment', 'a=1 ; c', 'a', number, 'FORMAT_CANNOT_EXPRESS'],
    ['a number of another format', 'a=1', 'a', { type: 'number', text: '0x5' }, 'FORMAT_CANNOT_EXPRESS'],
    ['a date', 'a=1', 'a', { type: 'datetime', text: '2001-01-01' }, 'FORMAT_CANNOT_EXPRESS'],
    ['a dot above', '', '["a.b"].c.d', 'x', 'FORMAT_CANNOT_EXPRESS'],
    ['a key like a list', '', '["a[]"]', 'x', 'FORMAT_CANNOT_EXPRESS'],
    ['a key that is dropped', '', '__proto__', 'x', 'FORMAT_CANNOT_EXPRESS'],
    ['a map in a list', 'a[]=1', 'a[1].b', 'x', 'FORMAT_CANNOT_EXPRESS'],
    ['quotes before a comment', 'a=1 ; c', 'a', '\n', 'FORMAT_CANNOT_EXPRESS'],
    ['JSON in quotes', "a='[1]'", 'a', 'x', 'PATH_NOT_A_VALUE'],
  ] as const)('%s', async (_name, text, path, value, code) => {
    await expect(change(text, path, value)).rejects.toMatchObject({ code });
  });
});

const LINES = [
  '; c',
  '# c=1',
  '',
  '  ',
  '[s]',
  '[s.t]',
  '[a\\.b]',
  '["u"]',
  '[s] ',
  ' [v]',
  '[__proto__]',
  'a=1',
  'b = x ; c',
  'b = "x" ; c',
  'c="x" # "c"',
  '"e" ; c = 1',
  '  c = "y;" ',
  "d='z'",
  "e = '5'",
  'f[]=1',
  'f[] = 2',
  'f=3',
  'g',
  'g ; c',
  'h=',
  'i = ; c',
  'j=true',
  'k.l = null',
  'm=x\u2028y',
  '=x',
  '"n=" = 1',
  "'5'=1",
  'o = \\;\\',
  '__proto__=1',
  's=1',
  't=2',
];
const texts = fc
  .tuple(
    fc.array(fc.constantFrom(...LINES), { maxLength: 8 }),
    fc.constantFrom('\n', '\r\n'),
    fc.constantFrom('', '\n', '\n\n'),
  )
  .map(([lines, newline, end]) => (lines.join('\n') + end).replaceAll('\n', newline));

type Tree = Readonly<Record<string, unknown>> | readonly unknown[];

function judge(text: string): Tree {
  return JSON.parse(JSON.stringify(ini.decode(text))) as Tree;
}

/** What the judge has read, with another value at a path, or none. */
function changed(tree: unknown, [step, ...rest]: Change['path'], value: unknown): unknown {
  if (step === undefined) return value;
  const below = changed((tree as Record<string, unknown> | undefined)?.[step], rest, value);
  if (Array.isArray(tree)) return tree.toSpliced(Number(step), 1, ...(below === undefined ? [] : [below]));
  const entries = Object.entries(tree ?? {}).filter(([key]) => key !== step);
  return Object.fromEntries(below === undefined ? entries : [...entries, [step, below]]);
}

async function tryRead(text: string): Promise<Awaited<ReturnType<typeof readDocument>> | undefined> {
  try {
    return await readDocument('ini', text);
  } catch (error) {
    expect(error).toMatchObject({ code: 'FORMAT_NOT_PARSABLE' });
    return undefined;
  }
}

function attempt(run: () => string): string | undefined {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof KmscryptError)) throw error;
    expect(error.code).toMatch(/^(?:FORMAT_CANNOT_EXPRESS|PATH_AMBIGUOUS|PATH_NOT_A_VALUE|PATH_NOT_FOUND)$/u);
    return undefined;
  }
}

it('reads what the judge reads', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const document = await tryRead(text);
      for (const { path, value } of document?.fields() ?? []) {
        if (attempt(() => document?.valueAt(path).text ?? '') === undefined) continue;
        const judged = path.reduce<unknown>(
          (tree, step) => (tree as Record<string, unknown>)[step],
          judge(text),
        );
        expect(String(judged)).toBe(String(value.type === 'number' ? Number(value.text) : value.text));
        expect(judged === null ? 'null' : typeof judged).toBe(value.type);
      }
    }),
    { numRuns: RUNS * 4 },
  );
});

it('replaces any value by any string or refuses, and touches nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), plaintext, async (text, place, value) => {
      const document = await tryRead(text);
      const fields = document?.fields() ?? [];
      const field = fields[place % fields.length];
      fc.pre(document !== undefined && field !== undefined);
      const output = attempt(() => document.change([{ path: field.path, scalar: string(value) }]));
      const { start, end } = field.value;
      if (output === undefined) {
        const isAmbiguous = attempt(() => document.valueAt(field.path).text) === undefined;
        const isCommented = /^\s*[;#]/u.test(text.slice(end));
        expect(
          isAmbiguous || isCommented || /^(?:true|false|null)$/u.test(value) || field.path[0] === 'k',
        ).toBe(true);
        return;
      }
      expect(output.startsWith(text.slice(0, start))).toBe(true);
      expect(output.endsWith(text.slice(end))).toBe(true);
      expect(judge(output)).toEqual(changed(judge(text), field.path, value));
    }),
    { numRuns: RUNS * 4 },
  );
});

const PATHS = [
  ['z'],
  ['s', 'z'],
  ['s', 't', 'z'],
  ['x', 'y', 'z'],
  ['a.b', 'z'],
  ['f', 3],
  ['u', 'f'],
] as const;

it('adds a key, and takes it away again', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.constantFrom(...PATHS), plaintext, async (text, path, value) => {
      const document = await tryRead(text);
      fc.pre(document !== undefined && attempt(() => String(document.has(path))) === 'false');
      const output = attempt(() => document.change([{ path, scalar: string(value) }]));
      if (output === undefined) {
        const known = attempt(() => document.change([{ path, scalar: string('x') }]));
        expect(known === undefined || /^(?:true|false|null)$/u.test(value)).toBe(true);
        return;
      }
      expect(judge(output)).toEqual(changed(judge(text), path, value));
      const rest = withoutCommon(text, output);
      expect(rest).toBe('');
      const again = (await readDocument('ini', output)).change([{ path }]);
      const lines = (of: string): readonly string[] =>
        of.split(/\r?\n/u).filter((line) => line.trim() !== '');
      expect(lines(again).filter((line) => !line.startsWith('['))).toEqual(
        lines(text).filter((line) => !line.startsWith('[')),
      );
    }),
    { numRuns: RUNS * 4 },
  );
});

it('takes anything away, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), fc.nat(), async (text, place, depth) => {
      const document = await tryRead(text);
      const fields = document?.fields() ?? [];
      const field = fields[place % fields.length];
      fc.pre(document !== undefined && field !== undefined);
      const path = field.path.slice(0, 1 + (depth % field.path.length));
      fc.pre(attempt(() => String(document.has(path))) === 'true');
      const output = attempt(() => document.change([{ path }]));
      // A list of two may be two keys, one without brackets.
      if (output === undefined) expect(typeof path.at(-1)).toBe('number');
      else expect(pruned(judge(output))).toEqual(pruned(changed(judge(text), path, undefined)));
    }),
    { numRuns: RUNS * 4 },
  );
});

/** What is left of a text once all that an insertion keeps of it is taken from its begin and its end. */
function withoutCommon(text: string, output: string): string {
  let start = 0;
  while (start < text.length && text[start] === output[start]) start += 1;
  let end = 0;
  while (end < text.length - start && text.at(-1 - end) === output.at(-1 - end)) end += 1;
  return text.slice(start, text.length - end);
}

/** Without maps and lists that hold nothing, as some of them may go with what they held. */
function pruned(tree: unknown): unknown {
  if (typeof tree !== 'object' || tree === null) return tree;
  if (Array.isArray(tree)) return tree;
  const entries = Object.entries(tree).map(([key, value]) => [key, pruned(value)] as const);
  const isEmpty = (value: unknown): boolean =>
    typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)));
}
