import * as fc from 'fast-check';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { RUNS } from '../runs.ts';
import { fill, fillOrRefuse, keepsAround, plaintext, TOKEN } from './placeholder.ts';

describe('a string', () => {
  it.each([
    ['basic', `a = "${TOKEN}" # c`, '"\\\n\t\u007f', 'a = "\\"\\\\\\n\\t\\u007F" # c'],
    ['basic with escapes', `a = "\\t${TOKEN}\\""`, '1', 'a = "\\t1\\""'],
    ['literal stays', `a = '\\${TOKEN}'`, '"\\', "a = '\\\"\\'"],
    ['literal becomes basic', `a = '\\${TOKEN}'`, "'", 'a = "\\\\\'"'],
    [
      'several lines',
      `a = """\n${TOKEN}\\\n   ${TOKEN}"""`,
      ' "\n',
      'a = """\n\\u0020\\"\\n\\\n   \\u0020\\"\\n"""',
    ],
    ['several lines, nothing', `a = """\nx\\\n   ${TOKEN} y"""`, '', 'a = "x y"'],
    ['several lines, nothing beside quotes', `a = """""${TOKEN}" b"""`, '', 'a = "\\"\\"\\" b"'],
    ['several literal lines', `a = '''\nx ${TOKEN}\n'''`, '"', "a = '''\nx \"\n'''"],
    ['several literal lines become basic', `a = '''\nx ${TOKEN}\n'''`, 'y\nz', 'a = "x y\\nz\\n"'],
    ['in a key', `"${TOKEN}".b = 1`, 'x.y', '"x.y".b = 1'],
    ['in a table', `['${TOKEN}'.b]\r\nc = 1\r\n`, "'", '["\'".b]\r\nc = 1\r\n'],
    ['in a comment', `# it's "${TOKEN}\na = "${TOKEN}"`, 'x', '# it\'s "x\na = "x"'],
    ['with a BOM', `\uFEFFa = "${TOKEN}"`, 'x', '\uFEFFa = "x"'],
    [
      'beside other types',
      `a = [1, 2001-01-01, 9223372036854775807, nan, "${TOKEN}"]`,
      '5',
      'a = [1, 2001-01-01, 9223372036854775807, nan, "5"]',
    ],
  ])('%s', async (_name, text, plain, output) => {
    expect(await fill('toml', text, plain)).toBe(output);
  });
});

describe('refused', () => {
  it.each([
    ['no string', `a = 1\nb = ${TOKEN}`, 'x', 'FORMAT_NOT_PARSABLE', { line: 2 }],
    [
      'a key becomes one that is there',
      `a = 1\n"${TOKEN}" = 2`,
      'a',
      'FORMAT_CANNOT_EXPRESS',
      { line: 2, column: 2 },
    ],
    ['a newline in a comment', `# ${TOKEN}`, 'a\rb', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 3 }],
  ])('%s', async (_name, text, plain, code, position) => {
    await expect(fill('toml', text, plain)).rejects.toMatchObject({ code, position });
  });
});

const STRINGS = [
  '"@"',
  '"\\"@\\\\"',
  "'@'",
  "'\\@ '",
  '"""@"""',
  '"""\n@\n"""',
  '"""x \\\n   @ \\\n\n  @"""',
  '"""""@""@"""""',
  "'''@'''",
  "'''\n\n''@'@'''''",
] as const;

it('holds every plaintext in every string, and touches nothing else', async () => {
  const contexts = fc.constantFrom(
    ['a = ', ''] as const,
    ['a = ', ' # "\'c'] as const,
    ['a.b = { c = [1, ', ', 2] }\r\nd = 3'] as const,
    ['# """\r\n[t]\r\n__proto__ = ', '\r\n'] as const,
  );
  await fc.assert(
    fc.asyncProperty(
      contexts,
      fc.constantFrom(...STRINGS),
      plaintext,
      plaintext,
      async ([before, after], string, one, other) => {
        const text = before + string.replaceAll('@', TOKEN) + after;
        const output = await fill('toml', text, one, other);
        expect(keepsAround(text, output, { before, after })).toBe(true);
        const named = JSON.stringify(parse(text.replace(TOKEN, 'tokenA').replace(TOKEN, 'tokenB')));
        const wanted = named.replaceAll(/token[AB]/gu, (name) =>
          JSON.stringify(name === 'tokenA' ? one : other).slice(1, -1),
        );
        expect(JSON.stringify(parse(output))).toBe(wanted);
      },
    ),
    { numRuns: RUNS * 3 },
  );
});

it('refuses a plaintext in a comment only where it would end it', async () => {
  await fc.assert(
    fc.asyncProperty(plaintext, async (plain) => {
      const output = await fillOrRefuse('toml', `a = 1 # ${TOKEN}\nb = 2`, plain);
      const refusable = /[^\P{Cc}\t]|[\u2028\u2029\ufeff\ufffe\uffff]/u.test(plain);
      expect(output === undefined ? refusable : parse(output)).toEqual(
        output === undefined ? true : { a: 1, b: 2 },
      );
    }),
    { numRuns: RUNS },
  );
});
