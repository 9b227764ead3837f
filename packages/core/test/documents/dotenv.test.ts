import { parse } from 'dotenv';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument, type Path, type Scalar } from '../../src/documents/index.ts';
import { KmscryptError } from '../../src/error.ts';
import { plaintext, TOKEN } from '../formats/placeholder.ts';
import { RUNS } from '../runs.ts';

const string = (text: string): Scalar => ({ type: 'string', text });

/** Writes a value, or takes away what is there. */
async function change(text: string, path: Path, scalar?: Scalar): Promise<string> {
  const document = await readDocument('dotenv', text);
  return document.change([{ path, scalar }]);
}

describe('a value', () => {
  it.each([
    ['bare', '# c\r\nexport A=x # c\r\nB=1', TOKEN, `# c\r\nexport A=${TOKEN} # c\r\nB=1`],
    ['spaces around', '  A = x \n', 'y', '  A = y \n'],
    ['a colon', 'A: x', 'y', 'A: y'],
    ['needs quotes', 'A=x #c', 'y z', "A='y z' #c"],
    ['a comment behind quotes', "A='x'#c", 'y', "A='y'#c"],
    ['nothing there', 'A=\nB=1', 'x', 'A=x\nB=1'],
    ['nothing there but a comment', 'A= # c', 'x', 'A=x # c'],
    ['nothing there, a colon', 'A: \nB=1', 'x', 'A: x\nB=1'],
    ['becomes nothing', 'A=x\n', '', "A=''\n"],
    ['single quotes', "A='x'\n", 'y', "A='y'\n"],
    ['single quotes to double', "A='x'", "'", 'A="\'"'],
    ['double quotes', 'A="x" # "c"', 'y z', 'A="y z" # "c"'],
    ['double quotes, two lines', 'A="x\n\ny"\nB=1', 'a\nb', 'A="a\nb"\nB=1'],
    ['double quotes, CRLF', 'A="x\r\ny"\r\n', 'a\r\nb', 'A="a\\r\\nb"\r\n'],
    ['backticks', 'A=`x`', '"\'', 'A=`"\'`'],
    ['on the next line', 'A=\n"x"\n', 'y', 'A=\n"y"\n'],
    ['an open quote', 'A="x\nB=1', 'y', 'A="y"\nB=1'],
    ['between lines that are no assignments', '"\nA=x\n=', 'y', '"\nA=y\n='],
    ['with a byte order mark', '\uFEFFA=x', 'y', '\uFEFFA=y'],
  ])('%s', async (_name, text, value, output) => {
    expect(await change(text, ['A'], string(value))).toBe(output);
  });
});

describe('a new key', () => {
  it.each([
    ['no file', '', 'x', 'A=x\n'],
    ['a line break at the end', '# c\nB=1\n', 'x', '# c\nB=1\nA=x\n'],
    ['none', 'B=1', 'x', 'B=1\nA=x'],
    ['CRLF', 'B=1\r\nC=2', 'x', 'B=1\r\nC=2\r\nA=x'],
    ['a comment only', '# c', 'x', '# c\nA=x'],
    ['all are exported', 'export B=1\n# c\nexport C=2\n', 'x', 'export B=1\n# c\nexport C=2\nexport A=x\n'],
    ['some are exported', 'export B=1\nC=2\n', 'x', 'export B=1\nC=2\nA=x\n'],
    ['quotes', 'B="1"\n', 'x', 'B="1"\nA="x"\n'],
    ['quotes that cannot hold it', 'B="1"\n', '"', 'B="1"\nA=\'"\'\n'],
    ['nothing', 'B=', '', "B=\nA=''"],
    ['two lines', 'B=1\n', 'x\ny', "B=1\nA='x\ny'\n"],
  ])('%s', async (_name, text, value, output) => {
    expect(await change(text, ['A'], string(value))).toBe(output);
    if (text !== '') expect(await change(output, ['A'])).toBe(text);
  });
});

describe('without a key', () => {
  it.each([
    ['first', 'export A=1 # c\n# d\nB=2\n', '# d\nB=2\n'],
    ['last, no line break', 'B=1\r\nA=2', 'B=1'],
    ['only', 'A=1', ''],
    ['empty', 'B=1\n\nA=\n\nC=1', 'B=1\n\n\nC=1'],
    ['empty, a colon', 'A:\n\nC=1', '\nC=1'],
    ['two lines', '# c\n  A="x\n# d" # e\nB=1', '# c\nB=1'],
    ['below no assignment', 'x\n\nA=1\ny', 'x\n\ny'],
    ['below its export', 'export\nA=1\nB=1', 'export\nB=1'],
  ])('%s', async (_name, text, output) => {
    expect(await change(text, ['A'])).toBe(output);
  });
});

it('keeps what stands twice apart', async () => {
  const text = "A=1\n\n export A='2\n3' # c\nB: \n";
  const document = await readDocument('dotenv', text);
  expect(document.fields().map(({ path, value }) => [...path, value.text, value.start])).toEqual([
    ['A', '1', 2],
    ['A', '2\n3', 15],
    ['B', '', 28],
  ]);
  await expect(change(text, ['A'], string('x'))).rejects.toMatchObject({
    code: 'PATH_AMBIGUOUS',
    position: { line: 3, column: 9 },
  });
});

describe('refused', () => {
  it.each([
    ['a number', ['A'], { type: 'number', text: '1' }, 'FORMAT_CANNOT_EXPRESS'],
    ['a new number', ['B'], { type: 'number', text: '1' }, 'FORMAT_CANNOT_EXPRESS'],
    ['NUL', ['A'], string('\0'), 'FORMAT_CANNOT_EXPRESS'],
    ['all quotes on two lines', ['B'], string('"\'`\n'), 'FORMAT_CANNOT_EXPRESS'],
    ['half of a surrogate pair', ['A'], string('\ud800'), 'FORMAT_CANNOT_EXPRESS'],
    ['a key with a sign', ['B='], string('x'), 'FORMAT_CANNOT_EXPRESS'],
    ['no key', [''], string('x'), 'FORMAT_CANNOT_EXPRESS'],
    ['below a key', ['A', 'b'], string('x'), 'PATH_NOT_A_VALUE'],
    ['below a new key', ['B', 'c'], string('x'), 'FORMAT_CANNOT_EXPRESS'],
    ['a key that is not there', ['B'], undefined, 'PATH_NOT_FOUND'],
  ] as const)('%s', async (_name, path, scalar, code) => {
    await expect(change('A=1\n', path, scalar)).rejects.toMatchObject({ code });
  });
});

const KEYS = ['A', 'b.c-d', '_', '0', 'NEW', 'constructor'] as const;
const SEPARATORS = ['=', ' = ', '= ', ': ', '=\t'] as const;
const VALUES = [
  '',
  'x',
  'x y ',
  "'x\n\n# y'",
  '"x\\n\'"',
  '`"`',
  "it's",
  '$A',
  '"\\"',
  'x"y\'z`',
  '""',
  '\\',
] as const;
const OTHERS = ['', '  ', '# c', '  # A=1', 'x', 'export', '+x', 'é=1'] as const;

const assignment = fc
  .tuple(
    fc.constantFrom('', '', '  ', 'export ', ' export\t'),
    fc.constantFrom(...KEYS),
    fc.constantFrom(...SEPARATORS),
    fc.constantFrom(...VALUES),
    fc.constantFrom('', '', ' # c', '#c"'),
  )
  .map((parts) => parts.join(''));
const texts = fc
  .tuple(
    fc.array(fc.oneof({ weight: 3, arbitrary: assignment }, fc.constantFrom(...OTHERS)), { maxLength: 6 }),
    fc.constantFrom('', '\n', '\n\n'),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([lines, end, newline]) => (lines.join('\n') + end).replaceAll('\n', newline));

/** The output, or undefined where it is refused. */
async function changeOrRefuse(text: string, path: Path, scalar?: Scalar): Promise<string | undefined> {
  try {
    return await change(text, path, scalar);
  } catch (error) {
    if (error instanceof KmscryptError && error.code === 'FORMAT_CANNOT_EXPRESS') return undefined;
    throw error;
  }
}

/** The keys of a text that stand once. */
async function keysOf(text: string): Promise<readonly string[]> {
  const document = await readDocument('dotenv', text);
  const keys = document.fields().map(({ path: [key] }) => String(key));
  return keys.filter((key) => keys.indexOf(key) === keys.lastIndexOf(key));
}

it('reads what the judge reads', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const document = await readDocument('dotenv', text);
      const pairs = document.fields().map(({ path: [key], value }) => [key, value.text]);
      expect(Object.fromEntries(pairs)).toEqual(parse(text));
    }),
    { numRuns: RUNS * 5 },
  );
});

it('replaces any value by any string, and touches nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), plaintext, async (text, place, value) => {
      const keys = await keysOf(text);
      const key = keys[place % keys.length];
      fc.pre(key !== undefined);
      const document = await readDocument('dotenv', text);
      const { start, end } = document.valueAt([key]);
      const output = await changeOrRefuse(text, [key], string(value));
      if (output === undefined) {
        expect(value + text).toMatch(/["'`\\\0]|:\s*$/u);
        return;
      }
      expect(output.startsWith(text.slice(0, start))).toBe(true);
      expect(output.endsWith(text.slice(end))).toBe(true);
      expect(parse(output)).toEqual({ ...parse(text), [key]: value });
    }),
    { numRuns: RUNS * 5 },
  );
});

it('adds a key with any string, and takes it away again', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.constantFrom(...KEYS), plaintext, async (text, key, value) => {
      fc.pre(!Object.hasOwn(parse(text), key));
      const output = await changeOrRefuse(text, [key], string(value));
      if (output === undefined) {
        expect(value + text).toMatch(/["'`\\\0]|:\s*$/u);
        return;
      }
      expect(output.startsWith(text)).toBe(true);
      expect(text === '' || output.endsWith('\n') === text.endsWith('\n')).toBe(true);
      expect(parse(output)).toEqual({ ...parse(text), [key]: value });
      expect(await change(output, [key])).toBe(text);
    }),
    { numRuns: RUNS * 5 },
  );
});

it('takes any key away, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), async (text, place) => {
      const keys = await keysOf(text);
      const key = keys[place % keys.length];
      fc.pre(key !== undefined);
      const output = await changeOrRefuse(text, [key]);
      if (output === undefined) {
        expect(text).toMatch(/["'`]|:\s|export\s*\n/u);
        return;
      }
      const { [key]: _, ...others } = parse(text);
      expect(parse(output)).toEqual(others);
      const start = Array.from(text).findIndex((char, index) => char !== output[index]);
      expect(start === -1 || text.endsWith(output.slice(start))).toBe(true);
    }),
    { numRuns: RUNS * 5 },
  );
});

it('is refused where readers differ on what the value is', async () => {
  const document = await readDocument('dotenv', 'A=abc#def\n');
  const changing = (): unknown => document.change([{ path: ['A'], scalar: { type: 'string', text: 'x' } }]);
  expect(changing).toThrow(expect.objectContaining({ code: 'FORMAT_CANNOT_EXPRESS' }) as Error);
});
