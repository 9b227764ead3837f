import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RUNS } from '../runs.ts';
import { expected, fill, plaintext, TOKEN } from './placeholder.ts';

describe('a token in a string', () => {
  it.each([
    ['whole', `{"a": "${TOKEN}"}`, 'secret', '{"a": "secret"}'],
    ['a number stays a string', `["${TOKEN}"]`, '5432', '["5432"]'],
    ['escaped', `"${TOKEN}"`, 'a"b\\c\n\u0000', '"a\\"b\\\\c\\n\\u0000"'],
    ['between escapes', `"\\\\${TOKEN}\\u0041"`, '"', '"\\\\\\"\\u0041"'],
    ['twice', `"x${TOKEN}${TOKEN}"`, TOKEN, `"x${TOKEN}${TOKEN}"`],
    ['in a key', `{"__proto__": {"${TOKEN}": 1}}`, '__proto__', '{"__proto__": {"__proto__": 1}}'],
    ['with a BOM, CRLF and no last newline', `\uFEFF{\r\n\t"a" :"${TOKEN}"}`, '', '\uFEFF{\r\n\t"a" :""}'],
    ['beside comments', `{// c\n"a": "${TOKEN}", /* , */ }`, '//', '{// c\n"a": "//", /* , */ }'],
    ['after a comment that quotes', `[/* " */"${TOKEN}",]`, 'x', '[/* " */"x",]'],
    ['in a comment', `// ${TOKEN}\n[]`, 'x"y', '// x"y\n[]'],
    ['in a block comment', `/* ${TOKEN} */[]`, 'x\ny', '/* x\ny */[]'],
  ])('%s', async (_name, text, plain, output) => {
    expect(await fill('json', text, plain)).toBe(output);
  });
});

describe('refused', () => {
  it.each([
    ['no string', `{"a": ${TOKEN}}`, 'x', 'FORMAT_NOT_PARSABLE', { line: 1, column: 7 }],
    ['no string, second line', `{"a":\r\n ${TOKEN}}`, 'x', 'FORMAT_NOT_PARSABLE', { line: 2, column: 2 }],
    ['an open string', `{"a": "${TOKEN}}`, 'x', 'FORMAT_NOT_PARSABLE', { line: 1, column: 7 }],
    ['an invalid escape', `["${TOKEN}", "\\x"]`, 'x', 'FORMAT_NOT_PARSABLE', { line: 1, column: 24 }],
    ['a comma too many', `[,"${TOKEN}"]`, 'x', 'FORMAT_NOT_PARSABLE', { line: 1, column: 2 }],
    ['an open comment', `["${TOKEN}"] /* `, 'x', 'FORMAT_NOT_PARSABLE', { line: 1, column: 24 }],
    ['two documents', `["${TOKEN}"] []`, 'x', 'FORMAT_NOT_PARSABLE', { line: 1, column: 24 }],
    ['two keys become one', `{"x": 1, "${TOKEN}": 2}`, 'x', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 11 }],
    ['a newline in a comment', `[] // ${TOKEN}`, 'a\nb', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 7 }],
    ['the end of a comment', `[] /*${TOKEN}*/`, '*/', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 6 }],
    ['half the end of a comment', `[] /*${TOKEN}/ */`, '*', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 6 }],
  ])('%s', async (_name, text, plain, code, position) => {
    await expect(fill('json', text, plain)).rejects.toMatchObject({ code, position });
  });

  it('all at once', async () => {
    const text = `// ${TOKEN}\n["${TOKEN}"] // ${TOKEN}`;
    await expect(fill('json', text, '\n')).rejects.toMatchObject({
      code: 'SEVERAL',
      errors: [
        { code: 'FORMAT_CANNOT_EXPRESS', position: { line: 1, column: 4 } },
        { code: 'FORMAT_CANNOT_EXPRESS', position: { line: 2, column: 27 } },
      ],
    });
  });
});

it('holds every plaintext in every document', async () => {
  const string = fc.tuple(fc.string(), fc.string()).map(([before, after]) => before + TOKEN + after);
  const { document } = fc.letrec((tie) => ({
    document: fc.oneof(
      { maxDepth: 4 },
      string,
      fc.jsonValue(),
      fc.array(tie('document')),
      fc.dictionary(fc.string(), tie('document')),
    ),
  }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(document),
      plaintext,
      fc.constantFrom('', '\t', '  '),
      async (value, plain, indent) => {
        const text = JSON.stringify(value, null, indent);
        const output = await fill('json', text, plain);
        const wanted = text.replaceAll(TOKEN, () => JSON.stringify(plain).slice(1, -1));
        expect(output).toBe(wanted);
        expect(JSON.stringify(JSON.parse(output))).toBe(
          JSON.stringify(JSON.parse(text), (_key, item: unknown) =>
            typeof item === 'string' ? expected(item, plain) : item,
          ),
        );
      },
    ),
    { numRuns: RUNS },
  );
});
