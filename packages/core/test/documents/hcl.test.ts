import { parse } from '@cdktf/hcl2json';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KmscryptError } from '../../src/error.ts';
import {
  type Field,
  formatPath,
  type OutlineNode,
  type Path,
  readDocument,
  type Scalar,
} from '../../src/documents/index.ts';
import { plaintext } from '../formats/placeholder.ts';
import { RUNS } from '../runs.ts';

const string = (text: string): Scalar => ({ type: 'string', text });

/** Sets a path to a string or another scalar, or takes it away where there is none. */
async function change(text: string, path: string, value?: Scalar | string): Promise<string> {
  const document = await readDocument('hcl', text);
  const scalar = typeof value === 'string' ? string(value) : value;
  const output = document.change([{ path: document.path(path), scalar }]);
  await parse('test.tf', output);
  return output;
}

const BLOCKS = `# c
resource "aws_db_instance" "main" { // d
  password = "x" # e
  ports    = [1, 2]
  tags     = { a = "b", "c d" : null }

  ingress {
    x = true
  }
  ingress { x = -1.5e3 }
}

resource aws_db_instance "other" {}
locals {
  text = <<-EOT
    a
      $\${b}
    EOT
}
`;

describe('the structure', () => {
  it.each([
    [
      'blocks',
      BLOCKS,
      [
        ['resource.aws_db_instance.main.password', 'string', 'x'],
        ['resource.aws_db_instance.main.ports[0]', 'number', '1'],
        ['resource.aws_db_instance.main.ports[1]', 'number', '2'],
        ['resource.aws_db_instance.main.tags.a', 'string', 'b'],
        ['resource.aws_db_instance.main.tags["c d"]', 'null', 'null'],
        ['resource.aws_db_instance.main.ingress[0].x', 'boolean', 'true'],
        ['resource.aws_db_instance.main.ingress[1].x', 'number', '-1.5e3'],
        ['locals.text', 'string', 'a\n  ${b}\n'],
      ],
    ],
    [
      'the same labels twice',
      'p "a" {\n  x = 1\n}\np "a" {\n  x = 2\n}',
      [
        ['p.a[0].x', 'number', '1'],
        ['p.a[1].x', 'number', '2'],
      ],
    ],
    [
      'expressions',
      'a = var.x\nb = "${c}"\nd = f("x")\ne = 1 + 1\ng = [for h in i : h]\nj = {for k in l : k => 1}\nm = (1)',
      [],
    ],
    [
      'values in objects beside expressions',
      'a = { b = var.x\n  (c) = "y", d = "z" /* e */ }',
      [
        ['a.(c)', 'string', 'y'],
        ['a.d', 'string', 'z'],
      ],
    ],
    ['escapes', 'a = "\\u0041\\"$${b} %%{c}"', [['a', 'string', 'A"${b} %{c}']]],
  ])('%s', async (_name, text, fields) => {
    const document = await readDocument('hcl', text);
    const actual = document.fields().map(({ path, value }) => [formatPath(path), value.type, value.text]);
    expect(actual).toEqual(fields);
  });

  it.each([
    ['an expression', 'a = "${b}"', 'a', 'PATH_NOT_A_VALUE'],
    ['an attribute twice', 'a = 1\nb = 1\na = 2', 'a', 'PATH_AMBIGUOUS'],
    ['blocks with and without labels', 'a {}\na "b" {}', 'a.b', 'PATH_AMBIGUOUS'],
  ])('has no value at %s', async (_name, text, path, code) => {
    const document = await readDocument('hcl', text);
    expect(() => document.valueAt(document.path(path))).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    ['no name', 'a = 1\n"b" = 1', { line: 2, column: 1 }],
    ['no value', 'a =\nb = 1', { line: 1, column: 4 }],
    ['neither attribute nor block', 'a\nb = 1', { line: 1, column: 2 }],
    ['an open block', 'a {\n  b = 1\n', { line: 1, column: 3 }],
    ['an open list', 'a = [\n1,\n', { line: 1, column: 5 }],
    ['an open bracket', 'a = f(\n', { line: 1, column: 6 }],
    ['a bracket too much', 'a = 1)\n', { line: 1, column: 6 }],
    ['a block behind an attribute on a line', 'a { b {} }', { line: 1, column: 5 }],
    ['two attributes on a line', 'a { b = 1\n }', { line: 1, column: 10 }],
    ['a block that ends on the line of an attribute', 'a {\n b = 1 }', { line: 2, column: 8 }],
    ['no comma', 'a = [[1] [2\n', { line: 1, column: 10 }],
    ['a heredoc at the end of the file', 'a = <<E\nb\nE', { line: 1, column: 5 }],
    ['a label with an interpolation', 'a "${b}" {}', { line: 1, column: 3 }],
  ])('cannot be read: %s', async (_name, text, position) => {
    await expect(readDocument('hcl', text)).rejects.toMatchObject({ code: 'FORMAT_NOT_PARSABLE', position });
  });
});

describe('a value', () => {
  it.each([
    ['in its place', 'b "c" {\r\n  a   = "x" # d\r\n}', 'b.c.a', 'y"', 'b "c" {\r\n  a   = "y\\"" # d\r\n}'],
    ['an interpolation', 'a = "x"', 'a', '${b}%{', 'a = "$${b}%%{"'],
    ['of a list', 'a = ["x", /* c */ "y"]', 'a[1]', 'z', 'a = ["x", /* c */ "z"]'],
    ['a number', 'a = 1', 'a', { type: 'number', text: '2.5' }, 'a = 2.5'],
    ['becomes a string', 'a = null // c', 'a', 'x', 'a = "x" // c'],
    ['becomes null', 'a = "x"', 'a', { type: 'null', text: 'null' }, 'a = null'],
    ['a heredoc', 'a = <<E\nx\nE\n', 'a', 'y\n${z}\n', 'a = <<E\ny\n$${z}\nE\n'],
    [
      'a heredoc without indentation',
      'b {\n  a = <<-E\n    x\n  E\n}',
      'b.a',
      'y\n\n z\n',
      'b {\n  a = <<-E\n    y\n\n     z\n  E\n}',
    ],
    ['a heredoc, all indented', 'a = <<-E\n  x\n  E\n', 'a', ' y\n', 'a = " y\\n"\n'],
    ['a heredoc, no line break', 'a = <<E\nx\nE\n', 'a', 'y', 'a = "y"\n'],
    ['a heredoc, its marker', 'a = <<E\nx\nE\n', 'a', 'E\n', 'a = "E\\n"\n'],
    ['a heredoc, CRLF', 'a = <<E\r\nx\r\nE\r\n', 'a', 'y\n', 'a = "y\\n"\r\n'],
    ['a heredoc in a list', 'a = [<<E\nx\nE\n, 1]', 'a[0]', 'y', 'a = ["y"\n, 1]'],
  ] as const)('%s', async (_name, text, path, value, output) => {
    expect(await change(text, path, value)).toBe(output);
  });
});

describe('a new attribute', () => {
  it.each([
    ['no file', '', 'a', 'a = "x"\n'],
    ['behind the last', 'a = 1 # c\nb = 2', 'd', 'a = 1 # c\nb = 2\nd = "x"'],
    ['in front of blocks', 'a=1\n\nb {}\n', 'c', 'a=1\nc="x"\n\nb {}\n'],
    ['behind blocks', 'a {}\n', 'c', 'a {}\n\nc = "x"\n'],
    ['behind comments', '# c', 'a', '# c\na = "x"'],
    ['aligned', 'a    = 1\nbcde = 2\r\n', 'f', 'a    = 1\nbcde = 2\nf = "x"\r\n'],
    ['CRLF', 'a {\r\n\tb = 1\r\n}\r\n', 'a.c', 'a {\r\n\tb = 1\r\n\tc = "x"\r\n}\r\n'],
    ['behind a heredoc', 'a = <<E\nE\n', 'b', 'a = <<E\nE\nb = "x"\n'],
    [
      'in a block',
      'a "b" {\n    c = 1 /* d */ // e\n\n    f {}\n}',
      'a.b.g',
      'a "b" {\n    c = 1 /* d */ // e\n    g = "x"\n\n    f {}\n}',
    ],
    [
      'in a block of blocks',
      'a {\n  b {\n    c = 1\n  }\n}',
      'a.d',
      'a {\n  d = "x"\n\n  b {\n    c = 1\n  }\n}',
    ],
    ['in an empty block', 'a {}\n', 'a.b', 'a {\n  b = "x"\n}\n'],
    ['in an empty block of lines', 'a {\n}\n', 'a.b', 'a {\n  b = "x"\n}\n'],
    ['in a block of comments', 'a { # c\n  # d\n}\n', 'a.b', 'a { # c\n  # d\n  b = "x"\n}\n'],
    ['in a block on one line', 'a { b = 1 }\n', 'a.c', 'a {\n  b = 1\n  c = "x"\n}\n'],
    [
      'in a block of a list',
      'a {\n  b = 1\n}\na {\n  b = 2\n}',
      'a[1].c',
      'a {\n  b = 1\n}\na {\n  b = 2\n  c = "x"\n}',
    ],
    ['below objects', 'a = 1\n', 'b.c.d', 'a = 1\nb = {\n  c = {\n    d = "x"\n  }\n}\n'],
  ])('%s', async (_name, text, path, output) => {
    expect(await change(text, path, 'x')).toBe(output);
  });
});

describe('a new item', () => {
  it.each([
    ['on one line', 'a = { b = 1 }', 'a.c', 'a = { b = 1, c = "x" }'],
    ['on one line, a comma at the end', 'a = { b = 1, }', 'a.c', 'a = { b = 1, c = "x", }'],
    ['on lines', 'a = {\n  b = 1 # d\n}', 'a.c', 'a = {\n  b = 1 # d\n  c = "x"\n}'],
    [
      'on lines with commas',
      'a = {\n  b : 1,\n  c : 2 # d\n}',
      'a.e',
      'a = {\n  b : 1,\n  c : 2, # d\n  e : "x"\n}',
    ],
    [
      'on lines with a comma at the end',
      'a = {\n  b = 1, # d\n}',
      'a.c',
      'a = {\n  b = 1, # d\n  c = "x",\n}',
    ],
    ['keys in quotes', 'a = { "b" = 1 }', 'a.c', 'a = { "b" = 1, "c" = "x" }'],
    ['a key that needs quotes', 'a = { b = 1 }', 'a["for"]', 'a = { b = 1, "for" = "x" }'],
    ['a key with signs', 'a = { b = 1 }', 'a["${c}"]', 'a = { b = 1, "$${c}" = "x" }'],
    ['in nothing', 'a = {}', 'a.b', 'a = { b = "x" }'],
    ['in an empty list', 'a = []', 'a[0]', 'a = ["x"]'],
    ['in lines of nothing', 'b {\n  a = {\n  }\n}', 'b.a.c', 'b {\n  a = {\n    c = "x"\n  }\n}'],
    ['in comments', 'a = { # c\n}', 'a.b', 'a = { # c\n  b = "x"\n}'],
    ['in a comment', 'a = { /* c */ }', 'a.b', 'a = { /* c */ b = "x" }'],
    ['of a list', 'a = [1, 2]', 'a[2]', 'a = [1, 2, "x"]'],
    ['of a list on lines', 'a = [\n  1,\n  2 # c\n]', 'a.-', 'a = [\n  1,\n  2, # c\n  "x"\n]'],
    ['of a list with a comma at the end', 'a = [\n  1,\n]', 'a[1]', 'a = [\n  1,\n  "x",\n]'],
    ['behind a heredoc', 'a = {\n  b = <<E\nE\n}', 'a.c', 'a = {\n  b = <<E\nE\n  c = "x"\n}'],
    ['behind a heredoc of a list', 'a = [\n  <<E\nE\n]', 'a[1]', 'a = [\n  <<E\nE\n  ,\n  "x"\n]'],
    ['behind an expression', 'a = [f(1, [2])]', 'a[1]', 'a = [f(1, [2]), "x"]'],
    ['below objects', 'a = {\n  b = 1\n}', 'a.c.d', 'a = {\n  b = 1\n  c = {\n    d = "x"\n  }\n}'],
    ['below objects on one line', 'a = [{ b = 1 }]', 'a[1].c.d', 'a = [{ b = 1 }, { c = { d = "x" } }]'],
  ])('%s', async (_name, text, path, output) => {
    expect(await change(text, path, 'x')).toBe(output);
  });
});

describe('a new block', () => {
  it.each([
    [
      'with labels',
      'r "a" "b" {\n  x = 1\n}\n\nd {}\n',
      'r.a["c}"].y',
      'r "a" "b" {\n  x = 1\n}\n\nr "a" "c}" {\n  y = "x"\n}\n\nd {}\n',
    ],
    [
      'with other labels',
      'r "a" "b" {}',
      'r.c.d.e.f',
      'r "a" "b" {}\nr "c" "d" {\n  e = {\n    f = "x"\n  }\n}',
    ],
    [
      'of a list',
      'd {\n  i { y = 1 } # c\n  i { y = 2 }\n}',
      'd.i[2].y',
      'd {\n  i { y = 1 } # c\n  i { y = 2 }\n  i {\n    y = "x"\n  }\n}',
    ],
  ])('%s', async (_name, text, path, output) => {
    expect(await change(text, path, 'x')).toBe(output);
  });
});

describe('without', () => {
  it.each([
    ['an attribute', '# a\na = 1 # c\n# b\nb = 2\n', 'a', '# a\n# b\nb = 2\n'],
    ['an attribute on lines', 'a = {\n  b = 1\n} # c\nd = 1', 'a', 'd = 1'],
    ['the last attribute', 'a = 1\r\nb = 2', 'b', 'a = 1'],
    ['the last attribute behind a heredoc', 'a = <<E\nE\nb = 2', 'b', 'a = <<E\nE\n'],
    ['the only attribute of a line', 'a { b = 1 }', 'a.b', 'a {}'],
    ['an attribute behind a comment', '/* c\n*/ a = 1 # d\nb = 1', 'a', '/* c\n*/\nb = 1'],
    ['an item of a line', 'a = [1, 2, 3]', 'a[1]', 'a = [1, 3]'],
    ['the last item of a line', 'a = { b = 1, c = 2 }', 'a.c', 'a = { b = 1 }'],
    ['the only item', 'a = { b = 1 }', 'a.b', 'a = {}'],
    ['an item of lines', 'a = {\n  b = 1 # d\n  # e\n  c = 2\n}', 'a.b', 'a = {\n  # e\n  c = 2\n}'],
    ['the last item of lines', 'a = [\n  1, # c\n  2 # d\n]', 'a[1]', 'a = [\n  1 # c\n]'],
    ['the last item with its comma', 'a = [\n  1,\n  2,\n]', 'a[1]', 'a = [\n  1,\n]'],
    ['the last item behind a heredoc', 'a = {\n  b = <<E\nE\n  c = 1 }', 'a.c', 'a = {\n  b = <<E\nE\n }'],
    [
      'the last item behind a comma below a heredoc',
      'a = [\n  <<E\nE\n  ,\n  1\n]',
      'a[1]',
      'a = [\n  <<E\nE\n]',
    ],
    ['the last item beside a comma below a heredoc', 'a = [<<E\nE\n, 1]', 'a[1]', 'a = [<<E\nE\n]'],
    ['a block', 'a = 1\n\n# c\nb {\n  d = 1\n} # e\n\nf {}\n', 'b', 'a = 1\n\n# c\n\nf {}\n'],
    ['the last block', 'a = 1\n\nb "c" "d" {\n}', 'b.c.d', 'a = 1'],
    ['all blocks of a type', 'a {\n}\n\nb {\n}\n\na {\n}\n', 'a', 'b {\n}\n'],
    ['one of three blocks', 'a {}\na { b = 1 }\na {}\n', 'a[1]', 'a {}\na {}\n'],
  ])('%s', async (_name, text, path, output) => {
    expect(await change(text, path)).toBe(output);
  });
});

describe('refused', () => {
  it.each([
    ['no normal form', 'a = "x"', 'a', 'e\u0301', 'FORMAT_CANNOT_EXPRESS'],
    ['no normal form in a heredoc', 'a = <<E\nE\n', 'a', 'e\u0301\n', 'FORMAT_CANNOT_EXPRESS'],
    ['a number of another format', 'a = 1', 'a', { type: 'number', text: '0x1F' }, 'FORMAT_CANNOT_EXPRESS'],
    ['a date', 'a = 1', 'b', { type: 'datetime', text: '2001-01-01' }, 'FORMAT_CANNOT_EXPRESS'],
    ['the name of an attribute', '', 'a b', 'x', 'FORMAT_CANNOT_EXPRESS'],
    ['a block as a value', 'a "b" "c" {}', 'a.b.d', 'x', 'FORMAT_CANNOT_EXPRESS'],
    ['one of two blocks', 'a {}\na {}\n', 'a[0]', undefined, 'FORMAT_CANNOT_EXPRESS'],
    ['below an expression', 'a = var.b', 'a.c', 'x', 'PATH_NOT_A_VALUE'],
  ] as const)('%s', async (_name, text, path, value, code) => {
    await expect(change(text, path, value)).rejects.toMatchObject({ code });
  });
});

const SCALARS = [
  '"x"',
  '""',
  '"a\\n\\u0041$${b}"',
  '1',
  '-2.50',
  '1e3',
  'true',
  'null',
  'var.x',
  '"a${b}"',
  'f("}", [1, 2])',
  '[for x in y : x]',
  'a ? "b" : c',
  '("x")',
];
// One with a line break at its end must have nothing behind it on the line.
const HEREDOCS = ['<<E\nx\n  $${y}\nE\n', '<<-E\n    x\n      y\n    E\n', '<<E\nE\n', '<<E\n${x}\nE\n'];
const COMMENTS = ['', '', ' # c', ' // c', ' /* c */', '  '];
const LINES = ['', '', '', '\n', '  \n', '# d\n', '  // d\n', '/* d\n e */\n'];

const comment = fc.constantFrom(...COMMENTS);
const between = fc.constantFrom(...LINES);
const names = fc.uniqueArray(fc.constantFrom('a', 'b_1', 'c-d', 'for_', 'é'), { maxLength: 3 });
const keys = fc.uniqueArray(fc.constantFrom('a', 'b', '"c"', '"d e"', '5', '(var.k)', '"$${"'), {
  maxLength: 3,
});
const sign = fc.constantFrom(' = ', '=', '   = ', '= ');
const keySign = fc.oneof(sign, fc.constantFrom(' : ', ':'));

type Sources = fc.Arbitrary<string>;

/** Values that end on their line, and any values, nested to a depth. */
function valuesOf(depth: number): { readonly closed: Sources; readonly any: Sources } {
  const scalars = fc.constantFrom(...SCALARS);
  const heredocs = fc.constantFrom(...HEREDOCS);
  if (depth === 0) return { closed: scalars, any: fc.oneof({ weight: 3, arbitrary: scalars }, heredocs) };
  const { closed: inner, any: innerAny } = valuesOf(depth - 1);
  const closed = fc.oneof(
    { weight: 2, arbitrary: scalars },
    onLine('{}', pairsOf(inner)),
    onLine('[]', fc.array(inner, { maxLength: 3 })),
    onLines('{}', pairsOf(innerAny)),
    onLines('[]', fc.array(innerAny, { maxLength: 3 })),
  );
  return { closed, any: fc.oneof({ weight: 3, arbitrary: closed }, heredocs) };
}

function pairsOf(value: Sources): fc.Arbitrary<readonly string[]> {
  return fc
    .tuple(keys, fc.array(value, { minLength: 3, maxLength: 3 }), keySign)
    .map(([some, values, by]) => some.map((key, index) => `${key}${by}${values[index] ?? ''}`));
}

function onLine([open, close]: string, items: fc.Arbitrary<readonly string[]>): Sources {
  return fc
    .tuple(items, fc.constantFrom(', ', ','), fc.constantFrom('', ' '), fc.boolean())
    .map(([all, comma, pad, last]) => {
      return open + pad + all.join(comma) + (last && all.length > 0 ? ',' : '') + pad + close;
    });
}

function onLines([open, close]: string, items: fc.Arbitrary<readonly string[]>): Sources {
  return fc
    .tuple(items, fc.boolean(), fc.boolean(), comment, between, fc.constantFrom('  ', '\t', ''))
    .map(([all, commas, last, behind, above, indent]) => {
      const isList = open === '[';
      const lines = all.map((item, index) => {
        const hasComma = (isList || commas) && (last || index < all.length - 1);
        // A list's comma may stand on the line below a heredoc, an object's may not.
        if (item.endsWith('\n')) return above + indent + item + (isList && hasComma ? `${indent},\n` : '');
        return `${above}${indent}${item}${hasComma ? ',' : ''}${behind}\n`;
      });
      return `${open}\n${lines.join('')}${indent.slice(1)}${close}`;
    });
}

const TYPES = ['r "a" "b" ', 'r "a" c ', 'r "d" "$" ', 's "a" ', 't '];

function bodiesOf(depth: number): Sources {
  const { any, closed } = valuesOf(2);
  const attributes = fc
    .tuple(names, fc.array(any, { minLength: 3, maxLength: 3 }), sign, comment, between)
    .map(([some, values, by, behind, above]) =>
      some.map((name, index) => {
        const value = values[index] ?? '';
        return `${above}  ${name}${by}${value}${value.endsWith('\n') ? '' : `${behind}\n`}`;
      }),
    );
  const inner = depth === 0 ? fc.constant('') : bodiesOf(depth - 1);
  const block = fc
    .tuple(between, fc.constantFrom(...TYPES), inner, closed, comment, fc.nat(4))
    .map(([above, head, body, value, behind, layout]) => {
      const line = value.includes('\n') || layout === 0 ? '{}' : `{ a = ${value} }`;
      return `${above}${head}${layout < 2 ? line : `{${behind}\n${body}}`}${behind}\n`;
    });
  const blocks = fc.array(block, { maxLength: depth === 0 ? 0 : 3 });
  return fc
    .tuple(attributes, blocks, between, fc.boolean())
    .map(([some, all, end, first]) => (first ? [...some, ...all] : [...all, ...some]).join('') + end);
}

const texts = fc
  .tuple(bodiesOf(2), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([body, newline, ends]) => {
    // A heredoc needs the line break behind it.
    const text = ends || /\n[ \t]*E$/u.test(body.trimEnd()) ? body : body.trimEnd();
    return text.replaceAll('\n', newline);
  });

type Document = Awaited<ReturnType<typeof readDocument>>;

/** Whether HashiCorp's parser, which has lists of blocks everywhere, reads what the outline says. */
function expectAgreement(node: OutlineNode, judged: unknown): void {
  if (node.kind === 'map' && Array.isArray(judged)) {
    expect(judged).toHaveLength(1);
    expectAgreement(node, judged[0]);
  } else if (node.kind === 'map') {
    // A key that has to be computed stands as an interpolation.
    const entries = Object.entries(judged as object).map(([key, value]) => [
      meant(key).replace(/^\$\{(.*)\}$/u, '$1'),
      value,
    ]);
    const values = new Map(entries as [string, unknown][]);
    expect(node.entries.map(({ key }) => key).toSorted()).toEqual([...values.keys()].toSorted());
    for (const { key, node: child } of node.entries) expectAgreement(child, values.get(key));
  } else if (node.kind === 'list') {
    expect(judged).toHaveLength(node.items.length);
    for (const [index, item] of node.items.entries()) expectAgreement(item, (judged as unknown[])[index]);
  } else if (node.kind === 'value') {
    const { type, text } = node;
    expect(typeof judged === 'string' ? meant(judged) : judged).toBe(
      type === 'string' ? text : JSON.parse(text),
    );
  } else expect(judged).toMatch(/\$\{/u);
}

// Text has its signs doubled before a brace.
function meant(judged: string): string {
  return judged.replaceAll(/([$%])\1\{/gu, '$1{');
}

async function expectJudgeAgrees(text: string): Promise<Document> {
  const document = await readDocument('hcl', text);
  expectAgreement(document.root, await parse('test.tf', text));
  return document;
}

const fieldsIn = (document: Document): readonly (readonly [string, string])[] =>
  document.fields().map(({ path, value }) => [formatPath(path), `${value.type} ${value.text}`]);

function attempt(run: () => string): string | undefined {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof KmscryptError)) throw error;
    expect(error.code).toBe('FORMAT_CANNOT_EXPRESS');
    return undefined;
  }
}

const isNormal = (text: string): boolean => text.normalize('NFC') === text;

it.each([
  ['behind a value', 'a = 1 @\nb = 2\n', 'a', 'b = 2\n'],
  ['in front of a name', '@ a = 1\nb = 2\n', 'a', 'b = 2\n'],
  ['in front of a brace', 'a { @ b = 1 @ }\n', 'a.b', 'a {}\n'],
  ['in a list', 'a = [1 @, 2 @]\n', 'a[0]', 'a = [2 @]\n'],
  ['in a list before the last', 'a = [1, @ 2]\n', 'a[1]', 'a = [1 @]\n'],
  ['in an object, with a line comment', 'a = {\n  b = 1 @ # c\n  c = 2\n}\n', 'a.b', 'a = {\n  c = 2\n}\n'],
])('thousands of comments %s', async (_name, text, path, output) => {
  const comments = '/* c **/'.repeat(2000);
  const document = await readDocument('hcl', text.replaceAll('@', comments));
  const start = performance.now();
  expect(document.change([{ path: document.path(path) }])).toBe(output.replaceAll('@', comments));
  expect(performance.now() - start).toBeLessThan(15_000);
});

it('reads what the judge reads', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      await expect(expectJudgeAgrees(text)).resolves.toBeDefined();
    }),
    { numRuns: RUNS * 2 },
  );
});

it('replaces any value by any string, and touches nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), plaintext, fc.boolean(), async (text, place, plain, isLine) => {
      const document = await readDocument('hcl', text);
      const fields = document.fields();
      const field = fields[place % fields.length];
      fc.pre(field !== undefined);
      const { start, end } = field.value;
      const value = isLine ? `${plain}\n` : plain;
      const output = attempt(() => document.change([{ path: field.path, scalar: string(value) }]));
      expect(output === undefined).toBe(!isNormal(value));
      if (output === undefined) return;
      expect(output.startsWith(text.slice(0, start))).toBe(true);
      expect(output.endsWith(text.slice(end))).toBe(true);
      const after = await expectJudgeAgrees(output);
      const key = formatPath(field.path);
      expect(fieldsIn(after)).toEqual(
        fieldsIn(document).map((each) => (each[0] === key ? [key, `string ${value}`] : each)),
      );
    }),
    { numRuns: RUNS * 2 },
  );
});

/** Every map and list of a document. */
function parentsIn(
  root: OutlineNode,
  path: Path = [],
): readonly { readonly node: OutlineNode; readonly path: Path }[] {
  if (root.kind === 'list')
    return [{ node: root, path }, ...root.items.flatMap((item, index) => parentsIn(item, [...path, index]))];
  if (root.kind !== 'map') return [];
  return [{ node: root, path }, ...root.entries.flatMap(({ key, node }) => parentsIn(node, [...path, key]))];
}

it('adds a value anywhere, and takes it away again', async () => {
  await fc.assert(
    fc.asyncProperty(
      texts,
      fc.nat(),
      fc.constantFrom(1, 2, 3, 4),
      plaintext,
      async (text, place, depth, value) => {
        const document = await readDocument('hcl', text);
        const parents = parentsIn(document.root);
        const parent = parents[place % parents.length] ?? { node: document.root, path: [] };
        const first = parent.node.kind === 'list' ? parent.node.items.length : 'new';
        const path = [...parent.path, first, 'n1', 'n2', 'n3'].slice(0, parent.path.length + depth);
        fc.pre(isNormal(value));
        const output = attempt(() => document.change([{ path, scalar: string(value) }]));
        if (output === undefined) {
          // A path may end at a label of a block, or at the block.
          expect(
            attempt(() => document.change([{ path: [...path, 'x', 'y'], scalar: string('x') }])),
          ).toBeDefined();
          return;
        }
        const after = await expectJudgeAgrees(output);
        const key = formatPath(path);
        expect(after.valueAt(path).text).toBe(value);
        expect(new Map(fieldsIn(after).filter((each) => each[0] !== key))).toEqual(
          new Map(fieldsIn(document)),
        );
        const { kept, added } = differenceOf(text, output);
        expect(added).toContain(kept.trim());
        const again = after.change([{ path: path.slice(0, parent.path.length + 1) }]);
        // Behind another value nothing had to be made for it.
        const isBehind = kept === '' && childrenOf(parent.node).some((child) => !isBlocks(child));
        const bare = (of: string): string => (isBehind ? of : of.replaceAll(/[\s,]/gu, ''));
        expect(bare(again)).toBe(bare(text));
      },
    ),
    { numRuns: RUNS * 4 },
  );
});

function childrenOf(node: OutlineNode): readonly OutlineNode[] {
  if (node.kind === 'list') return node.items;
  return node.kind === 'map' ? node.entries.map((entry) => entry.node) : [];
}

function isBlocks(node: OutlineNode): boolean {
  return 'form' in node && /^(?:body|blocks|labels)$/u.test(String(node.form));
}

it('takes anything away, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), fc.nat(), async (text, place, depth) => {
      const document = await readDocument('hcl', text);
      const fields = document.fields();
      const field = fields[place % fields.length];
      fc.pre(field !== undefined);
      const path = field.path.slice(0, 1 + (depth % field.path.length));
      const output = attempt(() => document.change([{ path }]));
      if (output === undefined) {
        expect(typeof path.at(-1)).toBe('number');
        return;
      }
      const after = await expectJudgeAgrees(output);
      const isBelow = (other: Path): boolean => path.every((step, at) => step === other[at]);
      const left = fields.filter((each) => !isBelow(each.path));
      // The order changes where the first block of a type goes.
      const values = (of: readonly Field[]): readonly string[] =>
        of.map(({ value }) => value.text).toSorted();
      expect(values(after.fields())).toEqual(values(left));
    }),
    { numRuns: RUNS * 4 },
  );
});

/** What of a text stands between all that its begin and its end have in common with the output, and what came. */
function differenceOf(text: string, output: string): { readonly kept: string; readonly added: string } {
  let start = 0;
  while (start < text.length && text[start] === output[start]) start += 1;
  let end = 0;
  while (end < text.length - start && text.at(-1 - end) === output.at(-1 - end)) end += 1;
  return { kept: text.slice(start, text.length - end), added: output.slice(start, output.length - end) };
}
