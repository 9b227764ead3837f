import { parse } from '@cdktf/hcl2json';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RUNS } from '../runs.ts';
import { fill, fillOrRefuse, keepsAround, plaintext, TOKEN } from './placeholder.ts';

describe('a quoted string', () => {
  it.each([
    ['plain', `a = "${TOKEN}" # c`, 'x', 'a = "x" # c'],
    ['escaped', `a = "\\t${TOKEN}"`, '"\\\n\u0001\uFEFF', 'a = "\\t\\"\\\\\\n\\u0001\\uFEFF"'],
    ['an interpolation', `a = "${TOKEN}"`, '${b} %{c} $${d}', 'a = "$${b} %%{c} $$${d}"'],
    ['a brace after a dollar', `a = "$${TOKEN}"`, '{b}', 'a = "\\u0024{b}"'],
    ['a dollar before a brace', `a = "${TOKEN}{b}"`, '$', 'a = "\\u0024{b}"'],
    ['a dollar before an interpolation', `a = "${TOKEN}\${b}"`, '$', 'a = "\\u0024${b}"'],
    ['nothing between a dollar and a brace', `a = "$${TOKEN}{b}"`, '', 'a = "\\u0024{b}"'],
    ['a dollar at the end', `a = "${TOKEN}"`, '$%', 'a = "$%"'],
    [
      'within an interpolation',
      `a = "x\${f("${TOKEN}", { b = "}" })}y"`,
      '"}',
      'a = "x${f("\\"}", { b = "}" })}y"',
    ],
    ['a label', `b "${TOKEN}" {\r\n}\r\n`, '"', 'b "\\"" {\r\n}\r\n'],
    ['a key', `a = { "${TOKEN}" = 1 }`, '${', 'a = { "$${" = 1 }'],
    ['a number', `a = "${TOKEN}"`, '1', 'a = "1"'],
    [
      'comments',
      `# "${TOKEN}\n// ${TOKEN}\n/* ${TOKEN} */ a = 1 # ${TOKEN}`,
      '"x',
      '# ""x\n// "x\n/* "x */ a = 1 # "x',
    ],
  ])('%s', async (_name, text, plain, output) => {
    expect(await fill('hcl', text, plain)).toBe(output);
  });
});

describe('a heredoc', () => {
  it.each([
    ['lines', `a = <<E\nx ${TOKEN}\nE\nb = 1`, '"y"\nz\\', 'a = <<E\nx "y"\nz\\\nE\nb = 1'],
    ['an interpolation', `a = <<E\n${TOKEN}\nE\n`, '${b}', 'a = <<E\n$${b}\nE\n'],
    ['its own end', `a = <<E\n${TOKEN}\nE\n`, 'x\nE', 'a = "x\\nE\\n"\n'],
    ['a CR', `f(<<E\n${TOKEN}\n  E\n)`, '\r', 'f("\\r\\n"\n)'],
    ['without indentation', `a = <<-E\n  x\n    ${TOKEN}\n  E\n`, 'y', 'a = <<-E\n  x\n    y\n  E\n'],
    ['without indentation, lines', `a = <<-E\n  x\n    ${TOKEN}\n  E\n`, 'y\nz', 'a = "x\\n  y\\nz\\n"\n'],
    [
      'with an interpolation',
      `a = <<E\n\${f("${TOKEN}")} ${TOKEN}\nE\n`,
      'y"',
      'a = <<E\n${f("y\\"")} y"\nE\n',
    ],
  ])('%s', async (_name, text, plain, output) => {
    expect(await fill('hcl', text, plain)).toBe(output);
  });
});

describe('refused', () => {
  it.each([
    ['no string', `a = 1\nb = ${TOKEN}`, 'x', 'FORMAT_NOT_PARSABLE', { line: 2, column: 5 }],
    ['an open string', `a = "${TOKEN}\n"`, 'x', 'FORMAT_NOT_PARSABLE', { line: 1, column: 5 }],
    ['an open heredoc', `a = <<E\n${TOKEN}\n`, 'x', 'FORMAT_NOT_PARSABLE', { line: 1, column: 5 }],
    ['an open interpolation', `a = "\${ ${TOKEN}`, 'x', 'FORMAT_NOT_PARSABLE', { line: 1, column: 6 }],
    [
      'a newline in a comment',
      `a = 1 // ${TOKEN}`,
      'x\nb = 2',
      'FORMAT_CANNOT_EXPRESS',
      { line: 1, column: 10 },
    ],
    ['no normal form', `a = "${TOKEN}"`, 'e\u0301', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 6 }],
    ['no normal form together', `a = "e${TOKEN}"`, '\u0301', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 7 }],
    ['stripped', `a = "${TOKEN}\${~ b ~}"`, 'x ', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 6 }],
    ['an interpolation alone', `a = "${TOKEN}\${b}"`, '', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 6 }],
    [
      'a heredoc with an interpolation',
      `a = <<E\n\${b}${TOKEN}\nE\n`,
      '\r',
      'FORMAT_CANNOT_EXPRESS',
      { line: 2, column: 5 },
    ],
  ])('%s', async (_name, text, plain, code, position) => {
    await expect(fill('hcl', text, plain)).rejects.toMatchObject({ code, position });
  });
});

const PLACES = [
  ['a = "', '@', '"\r\nb = 1'],
  ['a = ["b", "', 'x@$@', '"] # c'],
  ['a = "', '$@{@\\n', '${b}x"\n'],
  ['a = "x${b}', '@\\"%{if c}y%{endif}@', '"\n'],
  ['b "', '@', '" {\n  c = 1\n}\n'],
  ['a = {\n  "k', '@', '" = <<E\nx\nE\n}\n'],
] as const;
const HEREDOCS = [
  'a = <<E\n@\nE\n',
  'a = <<E\r\nx$@{\r\n@E\r\n  E\r\nb = 1\r\n',
  'a = <<-E\n  x\n    @\n\n  @y\n  E\n',
  'a = <<E\n${b} @ x\n@\nE\n',
  'a = <<-E\n  @ $${b} %{if c}@%{endif}\n E\n',
  'a = [<<E\n$@\nE\n, "@"]\n',
] as const;
const NFC = (text: string): boolean =>
  text.normalize('NFC') === text && !/^\p{M}|[\u1160-\u11ff]/u.test(text);

it('holds every plaintext in every quoted string, and touches nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...PLACES),
      plaintext,
      plaintext,
      async ([before, value, after], one, other) => {
        const text = before + value.replaceAll('@', TOKEN) + after;
        const output = await fillOrRefuse('hcl', text, one, other);
        const wanted = await wantedOf(text, [one, other]);
        expect(
          output === undefined
            ? !NFC(one) || !NFC(other)
            : keepsAround(text, output, { before, after }) && (await valueOf(output)),
        ).toBe(output === undefined ? true : wanted);
      },
    ),
    { numRuns: RUNS * 2 },
  );
});

it('holds a plaintext in every heredoc, or refuses where there are interpolations', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...HEREDOCS), plaintext, plaintext, async (heredoc, one, other) => {
      const text = heredoc.replaceAll('@', TOKEN);
      const output = await fillOrRefuse('hcl', text, one, other);
      const refusable = /\$\{b\}(?! %)|%\{if/u.test(heredoc) || !NFC(one) || !NFC(other);
      const wanted = await wantedOf(text, [one, other]);
      expect(output === undefined ? refusable : await valueOf(output)).toBe(
        output === undefined ? true : wanted,
      );
    }),
    { numRuns: RUNS * 2 },
  );
});

async function wantedOf(text: string, [one, other]: readonly [string, string]): Promise<string> {
  const named = await valueOf(text.replace(TOKEN, 'tokenA').replace(TOKEN, 'tokenB'));
  return named.replaceAll(/token[AB]/gu, (name) =>
    JSON.stringify(name === 'tokenA' ? one : other).slice(1, -1),
  );
}

// HashiCorp's parser gives strings, but no labels, in Terraform's JSON syntax: text has its signs doubled before a
// brace. Here text is as it is meant, and an interpolation begins with a character that no text has.
async function valueOf(text: string): Promise<string> {
  const json = JSON.stringify(await parse('test.tf', text));
  if (text.startsWith('b "')) return json;
  return json.replaceAll(/([$%])\1\{|[$%]\{/gu, (begin) =>
    begin.length === 3 ? begin.slice(1) : `\uE000${begin}`,
  );
}
