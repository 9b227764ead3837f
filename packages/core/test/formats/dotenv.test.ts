import { parse } from 'dotenv';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RUNS } from '../runs.ts';
import { fill, fillOrRefuse, keepsAround, plaintext, TOKEN } from './placeholder.ts';

describe('a value', () => {
  it.each([
    ['stays bare', `export A=${TOKEN} # c\r\nB=1`, 'p@h:1/x=y', 'export A=p@h:1/x=y # c\r\nB=1'],
    ['within a longer one', `A=postgres://u:${TOKEN}@h/db`, 'p', 'A=postgres://u:p@h/db'],
    ['a space', `A=${TOKEN}#c`, 'x y', "A='x y'#c"],
    ['a dollar', `A=${TOKEN}`, '$(id)', "A='$(id)'"],
    ['nothing', `A=${TOKEN}\n"x"`, '', 'A=\'\'\n"x"'],
    ['a single quote', `A=${TOKEN}`, "it's", 'A="it\'s"'],
    ['both quotes', `A=${TOKEN}`, `'"`, 'A=`\'"`'],
    ['two lines', `A=${TOKEN}`, 'x\ny', "A='x\ny'"],
    ['a CR', `A=${TOKEN}`, 'x\r\ny', 'A="x\\r\\ny"'],
    ['all quotes in a line', `A=${TOKEN}`, 'x"\'`', 'A=x"\'`'],
    ['a last backslash', `A=${TOKEN}`, 'x y\\', 'A=x y\\'],
    ['in single quotes', `A='x ${TOKEN}'`, '"', "A='x \"'"],
    ['in single quotes, which it has', `A='x ${TOKEN}'`, "'", 'A="x \'"'],
    ['in double quotes', `A="x\\n${TOKEN}"`, "'", 'A="x\\n\'"'],
    ['in double quotes, two lines', `A="${TOKEN}"`, 'x\ny', 'A="x\ny"'],
    ['in double quotes, a backslash', `A="${TOKEN}"`, '\\n', "A='\\n'"],
    ['in backticks', `A: \`${TOKEN}\``, 'x', 'A: `x`'],
    ['in a comment', `# ${TOKEN}\nA=1 # ${TOKEN}`, '"x', '# "x\nA=1 # "x'],
  ])('%s', async (_name, text, plain, output) => {
    expect(await fill('dotenv', text, plain)).toBe(output);
  });
});

describe('refused', () => {
  it.each([
    ['no assignment', `A=1\n${TOKEN}`, 'x', 'FORMAT_NOT_PARSABLE', { line: 2, column: 1 }],
    ['a key', `A=1\n${TOKEN}=1`, 'x', 'FORMAT_NOT_PARSABLE', { line: 2, column: 1 }],
    ['NUL', `A=1\nB=${TOKEN}`, 'x\0', 'FORMAT_CANNOT_EXPRESS', { line: 2, column: 3 }],
    ['all quotes and two lines', `A=${TOKEN}`, '"\'`\n', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 3 }],
    [
      'all quotes and a comment sign',
      `A=${TOKEN}`,
      'a"\'`#',
      'FORMAT_CANNOT_EXPRESS',
      { line: 1, column: 3 },
    ],
    ['a newline in a comment', `# ${TOKEN}`, '\nA=1', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 3 }],
  ])('%s', async (_name, text, plain, code, position) => {
    await expect(fill('dotenv', text, plain)).rejects.toMatchObject({ code, position });
  });
});

const CONTEXTS = [
  ['A=', ''],
  ['A = ', '\nB=1'],
  ['# it\'s "c"\r\nexport A=', ' # c\r\nB="x\r\ny"\r\n'],
  ["B='x'\nA: ", "\n\nC='\"'\nD=`x`"],
  ["__proto__='x'\nA=", '#c'],
] as const;
const VALUES = [
  '@',
  'x@',
  '@ y',
  '@@',
  "'@'",
  "' @\n@ '",
  '"@"',
  '"\\n@\\r"',
  '`@`',
  '`x"@\'`',
  '"x\'@',
] as const;

it('reads many lines without a comment in linear time', async () => {
  const text = `A=${TOKEN}\n` + `B=${'x'.repeat(60)}\n`.repeat(120_000);
  const start = performance.now();
  expect(await fill('dotenv', text, 'x')).toBe(text.replace(TOKEN, 'x'));
  expect(performance.now() - start).toBeLessThan(15_000);
});

it('holds every plaintext, or refuses with a reason, and touches nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...CONTEXTS),
      fc.constantFrom(...VALUES),
      plaintext,
      plaintext,
      async ([before, after], value, one, other) => {
        const text = before + value.replaceAll('@', TOKEN) + after;
        const named = Object.entries(parse(text.replace(TOKEN, 'tokenA').replace(TOKEN, 'tokenB')));
        const wanted = named.map(([key, string]) => [
          key,
          string.replaceAll(/token[AB]/gu, (name) => (name === 'tokenA' ? one : other)),
        ]);
        fc.pre(named.some(([, string]) => string.includes('token')));
        const output = await fillOrRefuse('dotenv', text, one, other);
        const whole = wanted.find(([key]) => key === 'A')?.[1] ?? '';
        const refusable = /\0|["'`\\]/u.test(whole);
        expect(
          output === undefined
            ? refusable
            : keepsAround(text, output, { before, after }) && Object.entries(parse(output)),
        ).toEqual(output === undefined ? true : wanted);
      },
    ),
    { numRuns: RUNS * 2 },
  );
});

it('refuses nothing that some quotes are free for', async () => {
  await fc.assert(
    fc.asyncProperty(plaintext, async (plain) => {
      fc.pre(!plain.includes('\0') && !plain.endsWith('\\') && !plain.includes('\r'));
      fc.pre(!(plain.includes("'") && plain.includes('"') && plain.includes('`')));
      fc.pre(!plain.includes("'") || !plain.includes('`') || !/\\[nr]/u.test(plain));
      expect(parse(await fill('dotenv', `A=${TOKEN}\n`, plain))).toEqual({ A: plain });
    }),
    { numRuns: RUNS },
  );
});
