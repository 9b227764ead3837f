import { parseLines } from 'dot-properties';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RUNS } from '../runs.ts';
import { HAS_JAVA, readByJava } from './java.ts';
import { fill, keepsAround, plaintext, TOKEN } from './placeholder.ts';

describe('a value', () => {
  it.each([
    ['as it is', `a=${TOKEN}\r\nb=1`, 'p#!=: x', 'a=p#!=: x\r\nb=1'],
    ['in the middle', `a: jdbc:x?p=${TOKEN}&q`, 'x y', 'a: jdbc:x?p=x y&q'],
    ['backslashes and line breaks', `a=${TOKEN}`, '\\\n\r\t\f', 'a=\\\\\\n\\r\\t\\f'],
    ['outside ASCII', `a=${TOKEN}`, 'é😀\u0000\u2028', 'a=\\u00E9\\uD83D\\uDE00\\u0000\\u2028'],
    ['leading white space', `a ${TOKEN}`, ' x', 'a \\ x'],
    ['a leading separator', `a ${TOKEN}`, '=x', 'a \\=x'],
    ['nothing', `a=${TOKEN}`, '', 'a='],
    ['nothing before white space', `a=${TOKEN} x`, '', 'a=\\ x'],
    ['after a backslash', `a=\\${TOKEN}\\\\${TOKEN}`, 'u0041', 'a=u0041\\\\u0041'],
    ['on a continuation', `a=x\\\n   ${TOKEN}\\\r\n y`, ' z', 'a=x\\\n   \\ z\\\r\n y'],
    ['before a continuation', `a=${TOKEN}\\\n  x`, '\\', 'a=\\\\\\\n  x'],
    ['nothing before a continuation', `a=${TOKEN}\\\n  x`, '', 'a=x'],
    ['in a comment', `! ${TOKEN}\n#${TOKEN}\\\na=1`, 'x\\', '! x\\\n#x\\\\\na=1'],
  ])('%s', async (_name, text, plain, output) => {
    expect(await fill('properties', text, plain)).toBe(output);
  });
});

describe('refused', () => {
  it.each([
    ['a malformed escape', `a=1\nb=\\u12 ${TOKEN}`, 'x', 'FORMAT_NOT_PARSABLE', { line: 2, column: 3 }],
    ['a token as a key', `a=1\n${TOKEN}=x`, 'x', 'FORMAT_NOT_PARSABLE', { line: 2, column: 1 }],
    ['a newline in a comment', `# ${TOKEN}`, 'a\nb=1', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 3 }],
  ])('%s', async (_name, text, plain, code, position) => {
    await expect(fill('properties', text, plain)).rejects.toMatchObject({ code, position });
  });
});

const CONTEXTS = [
  ['a=', ''],
  ['a = ', '\nb=1'],
  ['# c\\\r\n  a:', '\r\n! d'],
  ['a ', '\n'],
  ['\\u0061\\ b\\=\\\n  c\\\n  =', '\rd=1'],
  ['__proto__=', '\n\n'],
] as const;
const VALUES = ['@', 'x@', '@ y', '@=y', 'x@@y', 'x\\\n  @\\\n  y', '\\\\@\\t', '\\@', '\\u0041@'] as const;
const documents = fc.tuple(fc.constantFrom(...CONTEXTS), fc.constantFrom(...VALUES), plaintext, plaintext);

it('holds every plaintext in every value, and touches nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(documents, async ([[before, after], value, one, other]) => {
      const text = before + value.replaceAll('@', TOKEN) + after;
      const output = await fill('properties', text, one, other);
      expect(keepsAround(text, output, { before, after })).toBe(true);
      expect(output).toMatch(/^[\t\r\n -~]*$/u);
      expect(pairsOf(output)).toEqual(wanted(text, one, other));
    }),
    { numRuns: RUNS * 2 },
  );
});

it.runIf(HAS_JAVA)('is read the same by Java', async () => {
  const samples = fc.sample(documents, RUNS);
  const outputs: string[] = [];
  const expected: unknown[] = [];
  for (const [[before, after], value, one, other] of samples) {
    const text = before + value.replaceAll('@', TOKEN) + after;
    outputs.push(await fill('properties', text, one, other));
    expected.push(Object.fromEntries(wanted(text, one, other)));
  }
  const read = readByJava(outputs);
  expect(read.map((pairs) => Object.fromEntries(pairs))).toEqual(expected);
});

function pairsOf(text: string): [string, string][] {
  return parseLines(text).flatMap((line) =>
    Array.isArray(line) ? [[line[0] ?? '', line[1] ?? ''] as [string, string]] : [],
  );
}

function wanted(text: string, one: string, other: string): [string, string][] {
  const named = pairsOf(text.replace(TOKEN, 'kokenA').replace(TOKEN, 'kokenB'));
  return named.map(([key, value]) => [
    key,
    value.replaceAll(/koken[AB]/gu, (name) => (name === 'kokenA' ? one : other)),
  ]);
}
