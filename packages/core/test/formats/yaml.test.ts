import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isScalar, parse as parseYaml, parseAllDocuments, stringify } from 'yaml';
import { RUNS } from '../runs.ts';
import { expected, fill, keepsAround, plaintext, TOKEN } from './placeholder.ts';

describe('a plain scalar', () => {
  it.each([
    ['stays plain', `a: ${TOKEN} # c`, 'secret', 'a: secret # c'],
    ['within a longer one', `a: postgres://u:${TOKEN}@h/db\n`, 'p', 'a: postgres://u:p@h/db\n'],
    ['with a space', `- ${TOKEN}\n`, 'two words', '- two words\n'],
    ['a number', `a: ${TOKEN}`, '5432', 'a: "5432"'],
    ['an octal of YAML 1.1', `a: ${TOKEN}`, '0777', 'a: "0777"'],
    ['base 60 of YAML 1.1', `a: ${TOKEN}`, '1:30', 'a: "1:30"'],
    ['a date of YAML 1.1', `a: ${TOKEN}`, '2001-12-14', 'a: "2001-12-14"'],
    ['a boolean', `a: ${TOKEN}`, 'true', 'a: "true"'],
    ['a boolean of YAML 1.1', `a: ${TOKEN}`, 'Off', 'a: "Off"'],
    ['null', `a: ${TOKEN}`, '~', 'a: "~"'],
    ['a merge key', `${TOKEN}: 1`, '<<', '"<<": 1'],
    ['nothing', `a: ${TOKEN}\nb: 1`, '', 'a: ""\nb: 1'],
    ['a comment', `a: ${TOKEN}`, 'x #y', 'a: "x #y"'],
    ['a map', `a: ${TOKEN}`, 'x: y', 'a: "x: y"'],
    ['two lines', `a: ${TOKEN}`, 'x\ny', 'a: "x\\ny"'],
    ['a comma in a flow', `[${TOKEN}, b]`, 'x,y', '["x,y", b]'],
    ['a question in a flow, for YAML 1.1', `[${TOKEN}, b]`, 'x?y', '["x?y", b]'],
    ['a comma in a block', `- ${TOKEN}`, 'x,y', '- x,y'],
    ['a key', `${TOKEN}: v`, 'a b', 'a b: v'],
    ['a key that needs quotes', `${TOKEN}: v`, '- a', '"- a": v'],
    ['over two lines', `a: x\n  ${TOKEN}\n  y`, 'p', 'a: x\n  p\n  y'],
    ['over two lines, quoted', `a: x\n  ${TOKEN}\n  y`, '# p', 'a: "x # p y"'],
    ['behind an anchor', `a: &b ${TOKEN}\nc: *b\n`, '1', 'a: &b "1"\nc: *b\n'],
    ['behind a tag', `a: !Sub ${TOKEN}\n`, '*', 'a: !Sub "*"\n'],
    ['in the second document', `--- 1\n--- ${TOKEN}\n...\n`, '2', '--- 1\n--- "2"\n...\n'],
    ['with BOM and CRLF', `\uFEFFa: ${TOKEN}\r\nb: 1\r\n`, '1', '\uFEFFa: "1"\r\nb: 1\r\n'],
    ['that looks like a token', `a: ${TOKEN}${TOKEN}`, TOKEN, `a: ${TOKEN}${TOKEN}`],
  ])('%s', async (_name, text, plain, output) => {
    expect(await fill('yaml', text, plain)).toBe(output);
  });
});

describe('a quoted scalar', () => {
  it.each([
    ['double', `a: "\\t${TOKEN}" # c`, '"\n', 'a: "\\t\\"\\n" # c'],
    [
      'double, control characters',
      `"${TOKEN}"`,
      '\u0000\u0085\u2028\uFEFF😀',
      '"\\x00\\x85\\u2028\\uFEFF😀"',
    ],
    ['double, folded', `"x\n  ${TOKEN}  \n  y"`, 'p ', '"x\n  p\\x20  \n  y"'],
    ['double, folded, nothing', `"x\n  ${TOKEN}\n  y"`, '', '"x  y"'],
    ['single', `'it''s ${TOKEN}'`, "'x'", "'it''s ''x'''"],
    ['single becomes double', `'it''s ${TOKEN}'`, '\n', '"it\'s \\n"'],
    ['single, folded', `'x\n  ${TOKEN}'`, ' p', '"x  p"'],
  ])('%s', async (_name, text, plain, output) => {
    expect(await fill('yaml', text, plain)).toBe(output);
  });
});

describe('a block scalar', () => {
  it.each([
    ['literal', `a: |\n  ${TOKEN}\nb: 1`, 'x: #y', 'a: |\n  x: #y\nb: 1'],
    ['literal, several lines', `a: |-\n   ${TOKEN}\n`, 'x\n  y\n\nz', 'a: |-\n   x\n     y\n   \n   z\n'],
    ['literal, CRLF', `a: |\r\n  ${TOKEN}\r\n`, 'x\ny', 'a: |\r\n  x\r\n  y\r\n'],
    ['literal becomes quoted', `a: | # c\n  ${TOKEN}\n\n# d\nb: 1`, 'x\n', 'a: "x\\n\\n" # c\n\n# d\nb: 1'],
    ['literal, no last newline', `a: |\n  ${TOKEN}`, '', 'a: "\\n"'],
    ['literal, kept newlines', `a: |+\n  ${TOKEN}\n\n`, ' ', 'a: " \\n\\n"\n\n'],
    ['literal, indentation set', `a: |1\n  ${TOKEN}\n`, 'x\ny', 'a: " x\\ny\\n"\n'],
    ['folded', `a: >\n  x\n  ${TOKEN}\n`, 'y', 'a: >\n  x\n  y\n'],
    ['folded becomes quoted', `a: >\n  x\n  ${TOKEN}\n`, 'y\nz', 'a: "x y\\nz\\n"\n'],
  ])('%s', async (_name, text, plain, output) => {
    expect(await fill('yaml', text, plain)).toBe(output);
  });
});

it('writes a comment as it is', async () => {
  expect(await fill('yaml', `a: | # ${TOKEN}\n  ${TOKEN}\nb: c`, '# x', '')).toBe('a: "\\n" # # x\nb: c');
  expect(await fill('yaml', `a: | # ${TOKEN}\n  x\n# ${TOKEN}`, ': "')).toBe('a: | # : "\n  x\n# : "');
});

describe('refused', () => {
  it.each([
    ['an open quote', `a: "${TOKEN}`, 'x', 'FORMAT_NOT_PARSABLE', { line: 1, column: 23 }],
    ['no YAML but dotenv', `A=${TOKEN}\nB=2\n`, 'x', 'FORMAT_NOT_PARSABLE', { line: 1, column: 1 }],
    ['a key twice', `a: ${TOKEN}\na: 1`, 'x', 'FORMAT_NOT_PARSABLE', { line: 2, column: 1 }],
    ['an anchor', `a: &${TOKEN} x`, 'x', 'FORMAT_NOT_PARSABLE', { line: 1, column: 5 }],
    ['an alias without an anchor', `a: ${TOKEN}\nb: *b`, 'x', 'FORMAT_NOT_PARSABLE', { line: 2, column: 4 }],
    [
      'a key becomes one that is there',
      `a: 1\n${TOKEN}: 2`,
      'a',
      'FORMAT_CANNOT_EXPRESS',
      { line: 2, column: 1 },
    ],
    ['a newline in a comment', `a: 1 # ${TOKEN}`, 'x\nb: 2', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 8 }],
    ['NEL in a comment', `a: 1 # ${TOKEN}`, 'x\u0085b: 2', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 8 }],
    [
      'a key too long',
      `x: 1\n${TOKEN}: 2`,
      'a'.repeat(2000),
      'FORMAT_CANNOT_EXPRESS',
      { line: 2, column: 1 },
    ],
  ])('%s', async (_name, text, plain, code, position) => {
    await expect(fill('yaml', text, plain)).rejects.toMatchObject({ code, position });
  });
});

const SCALARS = [
  '@',
  'x@',
  '@y',
  'x @ y',
  'x\n   @\n   y',
  'x@\n   @y',
  '"@"',
  '"\\"@ "',
  '"x\n   @  \n\n   y"',
  '"@\\\n   @"',
  "'@'",
  "''' @'",
  "'x\n\n   @ y'",
  '&anchor @',
  '!tag @',
  '! "@"',
  '&anchor "@"',
] as const;
const BLOCKS = [
  '|\n   @\n',
  '| # c\n   x\n   @ y\n\n',
  '|+\n   @\n\n',
  '|-\n     x\n\n     @@\n',
  '|2\n   @\n',
  '>\n   @\n',
  '>-\n   x @\n   @\n\n     y\n',
  '>+\n   @\n\n',
  '&anchor |\n   @ \n',
] as const;
const CONTEXTS = [
  ['', '\n'],
  ['', ''],
  ['# c\n', ' # d\n'],
  ['---\n', '\n---\nb: 1\n'],
  ['a: ', '\nb: 1 # c\n'],
  ['a:\n - ', '\n - c\n'],
  ['- - ', ''],
  ['[', ', b]'],
  ['{ a: ', ' } # c\n'],
  ['{"a": ', '}'],
  ['? ', '\n: b\n'],
  ['a: \r\n  ', '\r\nb: 1\r\n'],
] as const;
const places = fc.oneof(
  fc.tuple(fc.constantFrom(...CONTEXTS), fc.constantFrom(...SCALARS)),
  fc.tuple(
    fc.constantFrom(
      ...CONTEXTS.filter(([before]) => !/[[{]/u.test(before)).map(
        ([before, after]) => [before, after.replace(/^ # d|^\r?\n/u, '')] as const,
      ),
    ),
    fc.constantFrom(...BLOCKS),
  ),
);

/** One plain string over several lines is refused: nearly every text is that. */
function isProse(text: string): boolean {
  return parseAllDocuments(text).some(({ contents, range }) => {
    const isPlain = isScalar(contents) && contents.type === 'PLAIN';
    return isPlain && text.slice(contents.range?.[0] ?? range[0], contents.range?.[1]).includes('\n');
  });
}

it('holds every plaintext in every scalar, and touches nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(
      places,
      fc.array(plaintext, { minLength: 2, maxLength: 2 }),
      async ([[before, after], scalar], plain) => {
        const text = before + scalar.replaceAll('@', TOKEN) + after;
        fc.pre(isYaml(text) && !isProse(text));
        const output = await fill('yaml', text, ...plain);
        const kept = scalar.includes('&') || scalar.includes('!') ? before : before.trimEnd();
        expect(keepsAround(text, output, { before: kept, after: after.trimStart() })).toBe(true);
        const [one = '', other = one] = plain;
        expect(valuesOf(output)).toStrictEqual(
          map(valuesOf(text.replace(TOKEN, 'tokenA').replace(TOKEN, 'tokenB')), (string) =>
            string.replaceAll(/token[AB]/gu, (name) => (name === 'tokenA' ? one : other)),
          ),
        );
      },
    ),
    { numRuns: RUNS * 5 },
  );
});

it('holds every plaintext in every document', async () => {
  const string = fc.tuple(fc.string(), fc.string()).map(([before, after]) => before + TOKEN + after);
  const { document } = fc.letrec((tie) => ({
    document: fc.oneof(
      { maxDepth: 3 },
      string,
      fc.string(),
      fc.array(tie('document')),
      fc.dictionary(fc.string(), tie('document')),
    ),
  }));
  const options = fc.record({
    defaultStringType: fc.constantFrom(
      'PLAIN',
      'QUOTE_SINGLE',
      'QUOTE_DOUBLE',
      'BLOCK_LITERAL',
      'BLOCK_FOLDED',
    ),
    collectionStyle: fc.constantFrom('any', 'block', 'flow'),
    lineWidth: fc.constantFrom(0, 40),
  });
  await fc.assert(
    fc.asyncProperty(document, plaintext, options, async (value, plain, style) => {
      const text = stringify(value, { ...style, defaultKeyType: 'QUOTE_DOUBLE' });
      // A line fold can cut a token in two.
      fc.pre(text.split(TOKEN).length === JSON.stringify(value).split(TOKEN).length && !isProse(text));
      const output = await fill('yaml', text, plain);
      expect(parse(output)).toStrictEqual(map(parse(text), (one) => expected(one, plain)));
    }),
    { numRuns: RUNS },
  );
});

function valuesOf(text: string): unknown[] {
  return Array.from(parseAllDocuments(text, { logLevel: 'error' }), (document) => {
    if (document.errors[0]) throw document.errors[0];
    return document.toJS() as unknown;
  });
}

function map(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => map(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [change(key), map(item, change)]));
}

function isYaml(text: string): boolean {
  try {
    return valuesOf(text) !== undefined;
  } catch {
    return false;
  }
}

function parse(text: string): unknown {
  // Without the warnings about unknown tags.
  return parseYaml(text, { logLevel: 'error' });
}
