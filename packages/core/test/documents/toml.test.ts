import * as fc from 'fast-check';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { readDocument, type OutlineNode, type Path, type Scalar } from '../../src/documents/index.ts';
import { isWithin, tablesOf } from '../../src/documents/toml-tables.ts';
import { plaintext, TOKEN } from '../formats/placeholder.ts';
import { RUNS } from '../runs.ts';

const string = (text: string): Scalar => ({ type: 'string', text });

/** Writes a value at a path, or takes away what is there. */
async function change(text: string, path: string | Path, scalar?: Scalar): Promise<string> {
  const document = await readDocument('toml', text);
  return document.change([{ path: typeof path === 'string' ? document.path(path) : path, scalar }]);
}

describe('a string', () => {
  it.each([
    ['basic', 'a = "x" # c\r\n', 'é"\\\n\t', 'a = "é\\"\\\\\\n\\t" # c\r\n'],
    ['literal', "a='x'", '"\\', "a='\"\\'"],
    ['literal, nothing', "a = 'x'", '', "a = ''"],
    ['literal becomes basic', "a = 'x'", "'", 'a = "\'"'],
    ['several lines', 'a = """\nx\n"""\nb = 1', TOKEN, `a = """\n${TOKEN}"""\nb = 1`],
    ['several lines, a text', 'a = """\nx"""', '{\n\t"b": "\\"\n}\n', 'a = """\n{\n\t"b": "\\\\"\n}\n"""'],
    ['several lines, a break first', 'a = """x"""', '\n\nx', 'a = """\n\n\nx"""'],
    ['several lines, quotes', 'a = """x"""', '"""" x"""', 'a = """\\"\\""" x\\""\\""""'],
    ['several lines, CRLF', 'a = """\r\nx\r\n"""\r\n', 'y\r\nz\n\r', 'a = """\r\ny\r\nz\\n\\r"""\r\n'],
    ['several literal lines', "a = '''\nx'''", "\\\n\tit's", "a = '''\n\\\n\tit's'''"],
    ['several literal lines, a break first', "a = '''x'''", '\nx', "a = '''\n\nx'''"],
    ['several literal lines become basic', "a = '''\nx'''", "'''\nx", 'a = """\n\'\'\'\nx"""'],
    ['several literal lines, a quote last', "a = '''x'''", "x'", 'a = """x\'"""'],
    ['several literal lines, control', "a = '''x'''", '\r\0', 'a = """\\r\\u0000"""'],
    ['instead of a number', 'a = [1, 0x1F]', 'x', 'a = [1, "x"]', 'a[1]'],
    ['instead of a date', '[a]\nb.c = 1979-05-27 07:32:00Z # c', 'x', '[a]\nb.c = "x" # c', 'a.b.c'],
    [
      'in an inline table',
      "a = [{ 'b.c' = { d = 'x' } }]",
      'y',
      "a = [{ 'b.c' = { d = 'y' } }]",
      'a[0]["b.c"].d',
    ],
    ['in an item', '[[a]]\n[[a.b]]\n[a.b.c]\nd="x"', 'y', '[[a]]\n[[a.b]]\n[a.b.c]\nd="y"', '/a/0/b/0/c/d'],
    ['with a byte order mark', '\uFEFFa = "x"', 'y', '\uFEFFa = "y"'],
  ])('%s', async (_name, text, value, output, path = 'a') => {
    expect(await change(text, path, string(value))).toBe(output);
  });
});

describe('another type', () => {
  it.each([
    ['number', '0x1F'],
    ['number', '-1_000'],
    ['number', '5e-3'],
    ['number', 'nan'],
    ['number', '18446744073709551615'],
    ['boolean', 'false'],
    ['datetime', '1979-05-27 07:32:00.5-07:00'],
    ['datetime', '1979-05-27'],
    ['datetime', '07:32:00'],
  ] as const)('%s %s', async (type, literal) => {
    const output = await change('a = "x" # c', 'a', { type, text: literal });
    expect(output).toBe(`a = ${literal} # c`);
    const document = await readDocument('toml', output);
    expect(document.valueAt(['a'])).toMatchObject({ type, text: literal });
  });

  it.each([
    ['null', 'null'],
    ['number', '01'],
    ['number', '1 '],
    ['number', '"1"'],
    ['number', '1\nb = 2'],
    ['number', '1 # c'],
    ['number', ''],
    ['boolean', 'True'],
    ['datetime', '1979-02-30'],
    ['datetime', '1'],
  ] as const)('refused: %s %j', async (type, literal) => {
    const outcome = change('b = 1\na = "x"', 'a', { type, text: literal });
    await expect(outcome).rejects.toMatchObject({ code: 'FORMAT_CANNOT_EXPRESS', position: { line: 2 } });
  });
});

describe('a new key', () => {
  it.each([
    ['no file', '', 'a', 'a = "x"\n'],
    ['nested, no file', '', 'a.b.c', '[a.b]\nc = "x"\n'],
    ['a comment only', '# c\n', 'a', '# c\na = "x"\n'],
    ['nested, a comment only', '# c\r\n', 'a.b', '# c\r\n\r\n[a]\r\nb = "x"\r\n'],
    ['no last line break', 'a = 1 # c', 'b', 'a = 1 # c\nb = "x"'],
    ['tight, literal', "  a='1'\r\n", 'b', "  a='1'\r\n  b='x'\r\n"],
    ['a value of several lines', 'a = """\n# x\n[y]"""\n\n', 'b', 'a = """\n# x\n[y]"""\nb = "x"\n\n'],
    ['above tables', '# head\n\n# of t\n[t]\na = 1\n', 'b', '# head\n\nb = "x"\n\n# of t\n[t]\na = 1\n'],
    ['between head and tables', 'a = 1\n# c\n\n[t]\n', 'b', 'a = 1\nb = "x"\n# c\n\n[t]\n'],
    ['in a table', '[t]\na = 1 # c\n\n# u\n[u]\n', 't.b', '[t]\na = 1 # c\nb = "x"\n\n# u\n[u]\n'],
    ['in an empty table', '\t[t] # c\n[u]', 't.b', '\t[t] # c\n\tb = "x"\n[u]'],
    ['in a table that others make', '# h\n\n[t.u]\na=1\n', 't.b', '# h\n\n[t]\nb="x"\n\n[t.u]\na=1\n'],
    ['nested in a table', '[t]\na = 1\n[u]\n', 't.b.c', '[t]\na = 1\nb.c = "x"\n[u]\n'],
    [
      'nested beside tables',
      '[t]\na=1\n[t.u]\nc=1\n# c\n\n[v]',
      't.b.c',
      '[t]\na=1\n[t.u]\nc=1\n# c\n\n[t.b]\nc="x"\n\n[v]',
    ],
    ['nested, tables with no blank line', 'a = 1\n[t]\n', 'u.b', 'a = 1\n[t]\n[u]\nb = "x"\n'],
    ['nested where dots are', 'a.b = 1\n[t]\n', 'c.d', 'a.b = 1\nc.d = "x"\n[t]\n'],
    [
      'where dots make the map',
      '[t]\n"a".\'b\'.c = 1\nd = 2\n',
      't.a.b.e.f',
      '[t]\n"a".\'b\'.c = 1\n"a".\'b\'.e.f = "x"\nd = 2\n',
    ],
    [
      'beside an indented table',
      '[t]\n  [t.u]\n    a = 1\n',
      't.b.c',
      '[t]\n  [t.u]\n    a = 1\n  [t.b]\n    c = "x"\n',
    ],
    ['with signs', '[t]\n', 't["a.b"]["\\"é"]', '[t]\n"a.b"."\\"é" = "x"\n'],
    ['in an item', '[[l]]\na = 1\n\n[[l]]\na = 2\n', 'l[0].b', '[[l]]\na = 1\nb = "x"\n\n[[l]]\na = 2\n'],
    ['below an item', '[[l]]\n[l.t]\na=1\n[[l]]\n', 'l[0].u.b', '[[l]]\n[l.t]\na=1\n[l.u]\nb="x"\n[[l]]\n'],
    ['in a new item', '[[l]]\na=1\n[l.t]\n\n[u]\n', 'l[1].b', '[[l]]\na=1\n[l.t]\n\n[[l]]\nb="x"\n\n[u]\n'],
    [
      'in a new item of an item',
      '[[l]]\n[[l.m]]\n[[l]]\n',
      'l[0].m[1].b.c',
      '[[l]]\n[[l.m]]\n[[l.m]]\nb.c = "x"\n[[l]]\n',
    ],
    ['in an inline table', "t = { a = '1' }", 't.b.c', "t = { a = '1', b.c = 'x' }"],
    ['in a tight inline table', 't={a=1,b=2} # c', 't.c', 't={a=1,b=2,c="x"} # c'],
    ['in an empty inline table', 't = { }', 't.a', 't = { a = "x" }'],
    ['where dots make a map of it', 't = { a.b = 1 }', 't.a.c', 't = { a.b = 1, a.c = "x" }'],
    [
      'in an inline table of several lines',
      't = {\n  a = 1, # c\n}',
      't.b',
      't = {\n  a = 1, # c\n  b = "x",\n}',
    ],
    ['in an array', 'l = [1, 2]', 'l[2]', 'l = [1, 2, "x"]'],
    ['in an array of literals', "l = ['1',]", '/l/-', "l = ['1', 'x',]"],
    ['in an empty array', 'l = [ ]', 'l[0]', 'l = ["x"]'],
    ['in an empty array of several lines', '[t]\n  l = [\n  ]\n', 't.l[0]', '[t]\n  l = [\n    "x"\n  ]\n'],
    ['in an array of comments', 'l = [ # a\n  # b\n]', 'l[0]', 'l = [ # a\n  # b\n  "x"\n]'],
    [
      'in an array of several lines',
      'l = [\r\n\t1, # a\r\n\t2 # b\r\n]',
      'l[2]',
      'l = [\r\n\t1, # a\r\n\t2, # b\r\n\t"x"\r\n]',
    ],
    ['in one with a last comma', 'l = [\n  1, # a\n  # b\n]', 'l[1]', 'l = [\n  1, # a\n  "x",\n  # b\n]'],
    ['in one with several on a line', 'l = [\n  1, 2\n]', 'l[2]', 'l = [\n  1, 2, "x"\n]'],
    ['in a new inline table', 'l = [{ a = 1 }]', 'l[1].b.c', 'l = [{ a = 1 }, { b.c = "x" }]'],
  ])('%s', async (_name, text, path, output) => {
    expect(await change(text, path, string('x'))).toBe(output);
  });
});

describe('without', () => {
  it.each([
    ['a key', 'a = 1\n# of b\nb = """\n2""" # c\nc = 3\n', 'b', 'a = 1\n# of b\nc = 3\n'],
    ['the last line', 'a = 1\r\nb = 2', 'b', 'a = 1'],
    ['the only line', 'a = 1', 'a', ''],
    ['a key between blank lines', 'a = 1\n\nb = 2\n\nc = 3\n', 'b', 'a = 1\n\nc = 3\n'],
    ['a key at the end', 'a = 1\n\nb = 2\n', 'b', 'a = 1\n'],
    ['a key at the start', '\na = 1\n\n[t]', 'a', '\n[t]'],
    ['the only key of a table', '[t]\na = 1\n\n[u]\n', 't.a', '[t]\n\n[u]\n'],
    ['a table', '[t]\na=1\n\n# u\n[u] # c\nb=1\n# c = 1\n\n# v\n[v]\n', 'u', '[t]\na=1\n\n# u\n\n# v\n[v]\n'],
    ['the last table', 'a = 1\n\n[t]\nb = 1', 't', 'a = 1'],
    ['a table and those below', '[t]\n[u]\n[t.a]\n[u.a]\n[t.b.c]\n', 't', '[u]\n[u.a]\n'],
    ['a table above others', '[t]\n[t.a.b]\nc = 1\n', 't.a', '[t]\n'],
    ['all with dots', 'a.b = 1\nc = 1\na.d.e = 1\n', 'a', 'c = 1\n'],
    ['the last with dots', 'a.b.c = 1\nd = 1\n', 'a.b.c', 'd = 1\n'],
    ['an item', '[[l]]\na=1\n[l.t]\n[[l]]\na=2\n', 'l[0]', '[[l]]\na=2\n'],
    ['the only item', '[[l]]\na=1\n\n[t]\n', 'l[0]', '[t]\n'],
    ['all items', '[[l]]\na=1\n[t]\nb=1\n[[l]]\n', 'l', '[t]\nb=1\n'],
    ['a table of an item', '[[l]]\n[l.t]\na=1\n[[l]]\n[l.t]\n', 'l[0].t', '[[l]]\n[[l]]\n[l.t]\n'],
    ['the first of an array', 'l = [1, 2]', 'l[0]', 'l = [2]'],
    ['the last of an array', 'l = [ 1, 2 ]', 'l[1]', 'l = [ 1 ]'],
    ['the last before a comma', 'l = [1, 2,]', 'l[1]', 'l = [1,]'],
    ['the only one', 'l = [ 1, ]', 'l[0]', 'l = []'],
    ['a line of an array', 'l = [\n  1, # a\n  2, # b\n  3\n]', 'l[1]', 'l = [\n  1, # a\n  3\n]'],
    ['the last line of an array', 'l = [\n  1, # a\n  2 # b\n]', 'l[1]', 'l = [\n  1 # a\n]'],
    ['the last line before a comma', 'l = [\n  1,\n  2, # b\n]', 'l[1]', 'l = [\n  1,\n]'],
    ['the only line of an array', 'l = [\n  # a\n  1, # b\n]', 'l[0]', 'l = [\n  # a\n]'],
    ['the end of a line', 'l = [\n  1, 2, # a\n  3\n]', 'l[1]', 'l = [\n  1, # a\n  3\n]'],
    ['the start of a line', 'l = [\n  1, 2 # a\n]', 'l[0]', 'l = [\n  2 # a\n]'],
    ['the last beside the bracket', 'l = [ 1, # a\n 2 ]', 'l[1]', 'l = [ 1 # a\n ]'],
    ['a member', 't = { a = 1, b = [2] }', 't.a', 't = { b = [2] }'],
    ['the only member', 't = { a.b = 1 }', 't.a.b', 't = {}'],
    ['all members with dots', 't = { a.b = 1, c = 2, a.d = 3 }', 't.a', 't = { c = 2 }'],
  ])('%s', async (_name, text, path, output) => {
    expect(await change(text, path)).toBe(output);
  });
});

describe('refused', () => {
  it.each([
    ['no TOML', 'a = 1\na = 2', 'a', 'FORMAT_NOT_PARSABLE', { line: 2, column: 1 }],
    ['a date that is none', 'a = 1\nb = 1979-02-30', 'a', 'FORMAT_NOT_PARSABLE', { line: 2 }],
    ['a table', '[a]\nb = 1', 'a', 'PATH_NOT_A_VALUE', { line: 1 }],
    ['below a value', 'a.b = 1', 'a.b.c', 'PATH_NOT_A_VALUE', { line: 1 }],
    ['a value among tables', '[[l]]\na = 1', 'l[1]', 'FORMAT_CANNOT_EXPRESS', { line: 1 }],
    ['half of a surrogate pair', 'a = "x"', 'a', 'FORMAT_CANNOT_EXPRESS', { column: 5 }],
  ])('%s', async (_name, text, path, code, position) => {
    const outcome = change(text, path, string('\ud800'));
    await expect(outcome).rejects.toMatchObject({ code, position });
  });
});

const VALUES = [
  '"x"',
  String.raw`"\"#\u00e9"`,
  String.raw`'\#'`,
  '"""\n# x\n[y]\n"""',
  '"""a\\\n   b""""',
  "'''\n''x\n\n'''",
  '0xFF',
  '-1_0.5e3',
  'inf',
  'true',
  '1979-05-27T07:32:00Z',
  '07:32:00',
  '[]',
  '[1, "x", [ ]]',
  '[ # c\n  1, # "d"\n  2 # e\n]',
  "[\n\t'a',\n\n\t# c\n\t'b',\n]",
  '[{ a = 1 }, {a.b=1,a.c=2}]',
  '{}',
  '{ a = 1, b = "}" }',
  '{ a.b = 1, c = [1], "a".d = 2 }',
  '{\n  a = 1, # c\n\n  b.c = [ 1,\n2],\n}',
] as const;
const KEYS = ['k@', '"k@"', "'k @'", '"é@"', 'd@.a', 'd@ . "b.c"', '__proto__'] as const;
const HEADERS = ['[t@]', '[ t@ . "u" ]', '[t@.a.b]', '[t]', '[[l]]', '[[l.m]]', '[l.t]', '[[ j ]]', '[p.q@]'];

const pair = fc
  .tuple(
    fc.constantFrom('', '', '  ', '\t'),
    fc.constantFrom(...KEYS),
    fc.constantFrom(' = ', '=', '  = '),
    fc.constantFrom(...VALUES),
    fc.constantFrom('', '', ' # c', '#"'),
  )
  .map((parts) => parts.join(''));
const line = fc.oneof(
  { weight: 4, arbitrary: pair },
  { weight: 3, arbitrary: fc.constantFrom(...HEADERS) },
  { weight: 2, arbitrary: fc.constantFrom('', '', '# c', '  # "\'[x]', '#a = 1') },
);

/** Texts from fragments; `@` becomes a number, so that few keys stand twice. */
const texts: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(line, { maxLength: 10 }),
    fc.constantFrom('', '\n', '\n', '\n\n'),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([lines, end, newline]) => {
    const text = lines.map((each, index) => each.replaceAll('@', String(index))).join('\n') + end;
    return text.replaceAll('\n', newline);
  })
  .filter((text) => judge(text) !== undefined);

function judge(text: string): unknown {
  try {
    return parse(text, { integersAsBigInt: 'asNeeded' });
  } catch {
    return undefined;
  }
}

/** What an outline says, in the words of the judge. */
function said(node: OutlineNode): unknown {
  if (node.kind === 'list') return node.items.map(said);
  if (node.kind === 'map')
    return Object.fromEntries(node.entries.map(({ key, node: below }) => [key, said(below)]));
  if (node.kind === 'other') return undefined;
  return node.type === 'string' ? node.text : valueOf(node.text);
}

function valueOf(source: string): unknown {
  return parse(`v = ${source}`, { integersAsBigInt: 'asNeeded' })['v'];
}

interface Found {
  readonly path: Path;
  readonly node: OutlineNode;
}

/** Every node below another, with its path. */
function nodesBelow({ path, node }: Found): readonly Found[] {
  if (node.kind === 'value' || node.kind === 'other') return [];
  const children: readonly Found[] =
    node.kind === 'list'
      ? node.items.map((item, index) => ({ path: [...path, index], node: item }))
      : node.entries.map(({ key, node: below }) => ({ path: [...path, key], node: below }));
  return children.flatMap((child) => [child, ...nodesBelow(child)]);
}

/** The tree with another value at a path, or with none. */
function withValue(tree: unknown, [step, ...rest]: Path, value?: unknown): unknown {
  if (step === undefined) return value;
  const entries = new Map(Object.entries(tree ?? {}));
  const below = withValue(entries.get(String(step)), rest, value);
  if (below === undefined) entries.delete(String(step));
  else entries.set(String(step), below);
  return Array.isArray(tree) ? Array.from(entries.values()) : Object.fromEntries(entries);
}

/** The tree without the maps and lists on a path that are empty: only what goes made them, it may be. */
function pruned(tree: unknown, path: Path): unknown {
  const [step, ...rest] = path;
  if (typeof tree !== 'object' || tree === null) return tree;
  if (Object.keys(tree).length === 0) return undefined;
  const below = step === undefined ? undefined : new Map(Object.entries(tree)).get(String(step));
  if (step === undefined || below === undefined) return tree;
  const copy = withValue(tree, [step], pruned(below, rest));
  return Object.keys(copy ?? {}).length === 0 ? undefined : copy;
}

it('reads what the judge reads', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const { root } = await readDocument('toml', text);
      expect(said(root)).toEqual(judge(text));
      for (const { node } of nodesBelow({ path: [], node: root })) {
        if (node.kind === 'value') expect(valueOf(text.slice(node.start, node.end))).toEqual(said(node));
      }
    }),
    { numRuns: RUNS * 2 },
  );
});

it('replaces any value by any string, and touches nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), plaintext, async (text, place, value) => {
      const document = await readDocument('toml', text);
      const fields = document.fields();
      const field = fields[place % fields.length];
      fc.pre(field !== undefined);
      const { path, value: old } = field;
      const output = document.change([{ path, scalar: string(value) }]);
      expect(output.startsWith(text.slice(0, old.start))).toBe(true);
      expect(output.endsWith(text.slice(old.end))).toBe(true);
      expect(judge(output)).toEqual(withValue(judge(text), path, value));
    }),
    { numRuns: RUNS * 2 },
  );
});

const newSteps = fc.array(fc.constantFrom('new', 'new key', 'a.b', '"', 'é', '', 'constructor', '0'), {
  minLength: 1,
  maxLength: 3,
});

it('adds a value to any map and list, and takes it away again', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), newSteps, plaintext, async (text, place, steps, value) => {
      const { root } = await readDocument('toml', text);
      const top = { path: [], node: root };
      const parents = [top, ...nodesBelow(top)].filter(({ node }) => node.kind !== 'value');
      const { path, node } = parents[place % parents.length] ?? top;
      fc.pre(node.kind !== 'map' || node.entries.every(({ key }) => key !== steps[0]));
      const isOfTables = tablesOf(text).some((table) => isWithin(table.path, [...path, 0]));
      const [first, ...others] = node.kind === 'list' ? [node.items.length, ...steps] : steps;
      const below = node.kind === 'list' && !isOfTables ? others.slice(1) : others;
      const added = [...path, first ?? 0, ...below];
      const output = await change(text, added, string(value));
      expect(judge(output)).toEqual(withValue(judge(text), added, value));
      const isBlank = /^[[{]\s+[\]}]$|^\s*$/u.test(text.slice(node.start, node.end));
      expect(isBlank || isInserted(text, output)).toBe(true);
      const again = await change(output, added.slice(0, path.length + 1));
      if (!isBlank && !isHeadless(text, path)) expect(again).toBe(text);
    }),
    { numRuns: RUNS * 5 },
  );
});

/** Whether only the headers of others make a map, so that a new key brings a header that stays. */
function isHeadless(text: string, path: Path): boolean {
  const paths = tablesOf(text).map((table) => table.path);
  const lengths = paths.filter((each) => isWithin(each, path)).map(({ length }) => length);
  return lengths.length > 0 && !lengths.includes(path.length);
}

/** Whether all of a text is in another, around what is new; and a comma, if on the line in front of that. */
function isInserted(text: string, output: string): boolean {
  let start = 0;
  while (start < text.length && text[start] === output[start]) start += 1;
  let end = 0;
  while (end < text.length - start && text.at(-1 - end) === output.at(-1 - end)) end += 1;
  const between = text.slice(start, text.length - end);
  return between === '' || (output[start] === ',' && output.startsWith(between, start + 1));
}

it('takes away anything, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), async (text, place) => {
      const { root } = await readDocument('toml', text);
      const nodes = nodesBelow({ path: [], node: root });
      const path = nodes[place % nodes.length]?.path ?? [];
      fc.pre(path.length > 0);
      const output = await change(text, path);
      const above = path.slice(0, -1);
      expect(pruned(judge(output), above)).toEqual(pruned(withValue(judge(text), path), above));
      expect(output === '' || output.endsWith('\n') === text.endsWith('\n')).toBe(true);
    }),
    { numRuns: RUNS * 3 },
  );
});
