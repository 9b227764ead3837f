import { parseLines } from 'dot-properties';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument, type Scalar } from '../../src/documents/index.ts';
import { HAS_JAVA, readByJava } from '../formats/java.ts';
import { plaintext } from '../formats/placeholder.ts';
import { RUNS } from '../runs.ts';

const string = (text: string): Scalar => ({ type: 'string', text });

/** Sets `key` to a string, or takes it away where there is none. */
async function change(text: string, key: string, value?: string): Promise<string> {
  const document = await readDocument('properties', text);
  return document.change([{ path: [key], scalar: value === undefined ? undefined : string(value) }]);
}

describe('a value', () => {
  it.each([
    ['bare', '# c\r\na.b = x\r\n! d', 'a.b', 'y', '# c\r\na.b = y\r\n! d'],
    ['a colon', 'a: x\n', 'a', ' y', 'a: \\ y\n'],
    ['white space', 'a\t x', 'a', '=', 'a\t \\='],
    ['a key with escapes', 'a\\ b\\=\\u0063=x', 'a b=c', 'é\n', 'a\\ b\\=\\u0063=\\u00E9\\n'],
    ['a key on two lines', 'a\\\n  b = x\n', 'ab', 'y', 'a\\\n  b = y\n'],
    ['a continuation', 'a = x\\\r\n   y\\\r\n   z\r\nb=1', 'a', 'w', 'a = w\r\nb=1'],
    ['on a continuation', 'a = \\\n   x\nb=1', 'a', 'y', 'a = \\\n   y\nb=1'],
    ['nothing', 'a=\nb=1', 'a', 'x', 'a=x\nb=1'],
    ['nothing, white space', 'a \nb=1', 'a', 'x', 'a x\nb=1'],
    ['nothing, no separator', 'a\nb : 1\n', 'a', 'x', 'a : x\nb : 1\n'],
    ['nothing, a backslash', 'a\\', 'a', 'x', 'a=x'],
    ['becomes nothing', 'a = x', 'a', '', 'a = '],
    ['white space at its end', 'a = x  \n', 'a', 'y', 'a = y\n'],
    ['indented', '  a=x', 'a', 'y', '  a=y'],
    ['an old Mac', 'a=x\rb=y\r', 'a', 'z', 'a=z\rb=y\r'],
    ['a byte order mark', '\uFEFFa=x', 'a', 'y', '\uFEFFa=y'],
  ])('%s', async (_name, text, key, value, output) => {
    expect(await change(text, key, value)).toBe(output);
  });
});

describe('a new key', () => {
  it.each([
    ['no file', '', 'a', 'x', 'a=x\n'],
    ['a line break at the end', 'a = 1\n', 'b.c', 'x', 'a = 1\nb.c = x\n'],
    ['none', 'a: 1', 'b', 'x', 'a: 1\nb: x'],
    ['CRLF', 'a=1\r\n', 'b', 'x', 'a=1\r\nb=x\r\n'],
    ['aligned', 'a      = 1\nlonger = 2\n', 'b', 'x', 'a      = 1\nlonger = 2\nb = x\n'],
    ['white space between', 'a 1\n', 'b', 'x', 'a 1\nb x\n'],
    ['no key', 'a 1\n', '', 'x', 'a 1\n=x\n'],
    ['the last has no value', 'a : 1\nb=\n', 'c', 'x', 'a : 1\nb=\nc : x\n'],
    ['signs', '', '#a b=c:d\\é', '#', '\\#a\\ b\\=c\\:d\\\\\\u00E9=#\n'],
    ['after a comment', '# c', 'a', 'x', '# c\na=x'],
    ['after a continuation', 'a=1\\\n', 'b', 'x', 'a=1\\\n\nb=x\n'],
    ['after a backslash', 'a=1\\', 'b', 'x', 'a=1\\\n\nb=x'],
    ['indented', '[x]\n  a=1\n', 'b', 'x', '[x]\n  a=1\n  b=x\n'],
  ])('%s', async (_name, text, key, value, output) => {
    expect(await change(text, key, value)).toBe(output);
    const withoutIt = await change(output, key);
    expect([text, `${text}\n`]).toContain(withoutIt);
  });
});

describe('without a key', () => {
  it.each([
    ['first', 'a=1\nb=2\n', 'a', 'b=2\n'],
    ['last', '# c\na=1\n\nb=2\n', 'b', '# c\na=1\n\n'],
    ['last, no line break', 'a=1\r\nb=2', 'b', 'a=1'],
    ['only', 'a=1', 'a', ''],
    ['a continuation', 'a=1\\\n  2\nb=2\n', 'a', 'b=2\n'],
    ['a comment stays', '# a\n  a=1\n# b\nb=2\n', 'a', '# a\n# b\nb=2\n'],
  ])('%s', async (_name, text, key, output) => {
    expect(await change(text, key)).toBe(output);
  });
});

it('keeps what stands twice apart', async () => {
  const document = await readDocument('properties', 'a=1\nb=2\n a : 3');
  expect(document.fields().map(({ path, value }) => [path, value.text, value.start])).toEqual([
    [['a'], '1', 2],
    [['b'], '2', 6],
    [['a'], '3', 13],
  ]);
  await expect(change('a=1\nb=2\n a : 3', 'a', 'x')).rejects.toMatchObject({
    code: 'PATH_AMBIGUOUS',
    position: { line: 3, column: 2 },
  });
});

describe('refused', () => {
  it.each([
    ['a malformed escape', 'a=1\nb=\\u12', ['a'], string('x'), 'FORMAT_NOT_PARSABLE'],
    ['a number', 'a=1', ['a'], { type: 'number', text: '1' }, 'FORMAT_CANNOT_EXPRESS'],
    ['a new number', 'a=1', ['b'], { type: 'number', text: '1' }, 'FORMAT_CANNOT_EXPRESS'],
    ['below a key', 'a=1', ['a', 'b'], string('x'), 'PATH_NOT_A_VALUE'],
    ['below a new key', 'a=1', ['b', 'c'], string('x'), 'FORMAT_CANNOT_EXPRESS'],
  ] as const)('%s', async (_name, text, path, scalar, code) => {
    const outcome = readDocument('properties', text).then((document) => document.change([{ path, scalar }]));
    await expect(outcome).rejects.toMatchObject({ code });
  });
});

const KEYS = ['a', 'b.c', 'd\\ e', '\\u0066', 'g\\\n  h', 'i\\:', '\\=', '__proto__', 'é', '-', 'j\\\\'];
const SEPARATORS = ['=', ' = ', ':', ': ', ' ', '\t', ' \\\n =', ' = \\\n   ', ''];
const VALUES = ['', 'x', 'x y ', '\\ x', 'x\\\n  y', '\\\\', 'x=y:z', '# x', 'x \\\n\n', 'é', '\\t\\u0020'];
const OTHERS = ['# c', '! c\\', '', '  ', '#=', ' # a=b'];

const line = fc.oneof(
  fc.constantFrom(...OTHERS),
  fc
    .tuple(
      fc.constantFrom('', '  ', '\t'),
      fc.constantFrom(...KEYS),
      fc.constantFrom(...SEPARATORS),
      fc.constantFrom(...VALUES),
    )
    .map(([indent, key, separator, value]) => indent + key + (separator === '' ? '' : separator + value)),
);
const textsOf = (newlines: readonly string[], ends: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom(...newlines), fc.constantFrom(...ends))
    .map(([lines, newline, end]) => (lines.join('\n') + end).replaceAll('\n', newline));
// dot-properties has other ways than Java with a lone CR, a continuation before a value, a backslash at the end.
const texts = textsOf(['\n', '\r\n'], ['', '\n', '\n\n', '  ']).filter(
  (text) => !/\\\r?\n[ ]*[h=]/u.test(text),
);
const javaTexts = fc
  .oneof(textsOf(['\r\n', '\r'], ['', '\n']), textsOf(['\n', '\r\n'], ['', '\\', '\\\n', '\n\\\n\n']))
  .filter((text) => !/(?:^|\n)[ \t]*\\(?:\r?\n)?$/u.test(text));

type Pairs = readonly (readonly [key: string, value: string])[];

function judge(text: string): Pairs {
  return parseLines(text).flatMap((each) =>
    Array.isArray(each) ? [[each[0] ?? '', each[1] ?? ''] as const] : [],
  );
}

it('reads what the judge reads', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const document = await readDocument('properties', text);
      expect(document.fields().map(({ path, value }) => [...path, value.text])).toEqual(judge(text));
    }),
    { numRuns: RUNS * 2 },
  );
});

it('replaces any value by any string, and touches nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), plaintext, async (text, place, value) => {
      const document = await readDocument('properties', text);
      const fields = document.fields().filter(({ path }, _, all) =>
        isOnce(
          path[0],
          all.map((each) => each.path[0]),
        ),
      );
      fc.pre(fields.length > 0);
      const field = fields[place % fields.length];
      if (field === undefined) return;
      const { path, value: old } = field;
      const output = document.change([{ path, scalar: string(value) }]);
      expect(output.startsWith(text.slice(0, old.start))).toBe(true);
      expect(output.endsWith(text.slice(old.end))).toBe(true);
      expect(judge(output)).toEqual(judge(text).map(([key, each]) => [key, key === path[0] ? value : each]));
    }),
    { numRuns: RUNS * 2 },
  );
});

it('adds any key with any string, and takes it away again', async () => {
  await fc.assert(
    fc.asyncProperty(texts, plaintext, plaintext, async (text, key, value) => {
      fc.pre(judge(text).every(([other]) => other !== key));
      const output = await change(text, key, value);
      expect(output.startsWith(text)).toBe(true);
      expect(judge(output)).toEqual([...judge(text), [key, value]]);
      const again = await change(output, key);
      expect(again.trimEnd()).toBe(text.trimEnd());
      if (!/\\\s*$/u.test(text)) expect(again).toBe(text);
    }),
    { numRuns: RUNS * 2 },
  );
});

it('takes any pair away, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), async (text, place) => {
      const pairs = judge(text);
      const keys = pairs.map(([key]) => key).filter((key, _, all) => isOnce(key, all));
      fc.pre(keys.length > 0);
      const key = keys[place % keys.length] ?? '';
      const output = await change(text, key);
      expect(judge(output)).toEqual(pairs.filter(([other]) => other !== key));
    }),
    { numRuns: RUNS * 2 },
  );
});

describe.runIf(HAS_JAVA)('of Java', () => {
  it('reads the same', async () => {
    const samples = fc.sample(javaTexts, RUNS).map(asLatin1);
    const read = readByJava(samples);
    for (const [index, text] of samples.entries()) {
      const document = await readDocument('properties', text);
      const pairs = document.fields().map(({ path, value }) => [path[0], value.text]);
      expect(Object.fromEntries(pairs), JSON.stringify(text)).toEqual(Object.fromEntries(read[index] ?? []));
    }
  });

  it('is read the same', async () => {
    const outputs: string[] = [];
    const expected: unknown[] = [];
    for (const [sample, key, value] of fc.sample(fc.tuple(javaTexts, plaintext, plaintext), RUNS)) {
      const text = asLatin1(sample);
      const document = await readDocument('properties', text);
      const pairs = document.fields().map(({ path, value: each }) => [path[0], each.text]);
      if (pairs.some(([other]) => other === key)) continue;
      outputs.push(document.change([{ path: [key], scalar: string(value) }]));
      expected.push(Object.fromEntries([...pairs, [key, value]]));
    }
    expect(readByJava(outputs).map((pairs) => Object.fromEntries(pairs))).toEqual(expected);
  });
});

// Java reads bytes as Latin-1.
function asLatin1(text: string): string {
  return text.replaceAll('é', 'e');
}

function isOnce<Item>(item: Item, all: readonly Item[]): boolean {
  return all.indexOf(item) === all.lastIndexOf(item);
}
