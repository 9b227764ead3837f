import * as fc from 'fast-check';
import ini from 'ini';
import { describe, expect, it } from 'vitest';
import { RUNS } from '../runs.ts';
import { fill, fillOrRefuse, keepsAround, plaintext, TOKEN } from './placeholder.ts';

describe('a value', () => {
  it.each([
    ['stays bare', `a = ${TOKEN}\r\nb=1`, 'x=y z', 'a = x=y z\r\nb=1'],
    ['a number', `a=${TOKEN}`, '5432', 'a=5432'],
    ['a comment sign', `a=${TOKEN}`, 'x;y#z\\', 'a=x\\;y\\#z\\\\'],
    ['before a comment', `a=${TOKEN} ; c`, 'x;y', 'a=x\\;y ; c'],
    ['white space', `a=${TOKEN}`, ' x', 'a=" x"'],
    ['line breaks', `a=${TOKEN}`, 'x\ny\u2028', 'a="x\\ny\\u2028"'],
    ['quotes', `a=${TOKEN}`, '"x"', 'a="\\"x\\""'],
    ['nothing', `a=${TOKEN}`, '', 'a='],
    ['in quotes', `a="\\t${TOKEN};" `, '"', 'a="\\t\\";" '],
    ['in quotes before a comment', `a="${TOKEN}" ; c`, 'x;', 'a="x\\;" ; c'],
    ['in single quotes', `a='${TOKEN}'`, 'x', "a='x'"],
    ['in single quotes, a number', `a='${TOKEN}'`, '5', 'a="5"'],
    ['in quotes that are no JSON', `a="C:\\p ${TOKEN}"`, 'x', 'a="C:\\p x"'],
    ['a part of it is true', `a=x${TOKEN}`, 'true', 'a=xtrue'],
    ['in quotes that end with a comment', `a="${TOKEN}" ; "c"`, '\n', 'a="\\"\\n\\" ; \\"c\\""'],
    ['in an array', `a[]=${TOKEN}\na[]=${TOKEN}`, '[]', 'a[]=[]\na[]=[]'],
  ])('%s', async (_name, text, plain, output) => {
    expect(await fill('ini', text, plain)).toBe(output);
  });
});

describe('elsewhere', () => {
  it.each([
    ['a section', `[${TOKEN}]\na=1`, 'x.y', '[x\\.y]\na=1'],
    ['a section with a bracket', `[${TOKEN}]\na=1`, 'x]', '["x\\u005d"]\na=1'],
    ['a key', 'kmscrypt::AQIC/+e = 1', 'x', 'x = 1'],
    ['a key with a sign', 'kmscrypt::AQIC/+e = 1', '[=', '"[\\u003d" = 1'],
    ['a comment', `; ${TOKEN}`, '"x;', '; "x;'],
    ['a comment after a value', `a = b # ${TOKEN}`, '"x;', 'a = b # "x;'],
  ])('%s', async (_name, text, plain, output) => {
    const start = text.indexOf('kmscrypt');
    const end = start + (text.includes(TOKEN) ? TOKEN.length : TOKEN.length - 1);
    const { substituteIn } = await import('../../src/formats/index.ts');
    expect(await substituteIn('ini', text, [{ start, end, plaintext: plain }])).toBe(output);
  });
});

describe('refused', () => {
  it.each([
    ['a token before the sign', `a=1\n${TOKEN}`, 'x', 'FORMAT_NOT_PARSABLE', { line: 2, column: 1 }],
    ['true', `a=1\nb=${TOKEN}`, 'true', 'FORMAT_CANNOT_EXPRESS', { line: 2, column: 3 }],
    ['quoted null', `b="${TOKEN}"`, 'null', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 4 }],
    ['quotes before a comment', `b=${TOKEN} ;c`, '\n', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 3 }],
    ['a newline in a comment', `# ${TOKEN}`, '\na=1', 'FORMAT_CANNOT_EXPRESS', { line: 1, column: 3 }],
  ])('%s', async (_name, text, plain, code, position) => {
    await expect(fill('ini', text, plain)).rejects.toMatchObject({ code, position });
  });
});

const CONTEXTS = [
  ['a=', ''],
  ['[s]\r\na = ', '\r\nb=1'],
  ['; c\na[]=1\na[]=', '\n'],
  ['a=', ' ; c'],
  ['[__proto__]\na="x"\n[t]\n__proto__=1\nb=', ''],
] as const;
const VALUES = [
  '@',
  'x@',
  '@ y',
  '@@',
  'x \\; @',
  '"@"',
  '"\\u0041 @ \\""',
  "'@'",
  "' @ '",
  '"@',
  '@"',
  '\\@\\',
  '"\\x @"',
] as const;

it('holds every plaintext, or refuses with a reason, and touches nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...CONTEXTS),
      fc.constantFrom(...VALUES),
      plaintext,
      plaintext,
      async ([before, after], value, one, other) => {
        const text = before + value.replaceAll('@', TOKEN) + after;
        const output = await fillOrRefuse('ini', text, one, other);
        const named = JSON.stringify(ini.decode(text.replace(TOKEN, 'tokenA').replace(TOKEN, 'tokenB')));
        const wanted = named.replaceAll(/token[AB]/gu, (name) =>
          JSON.stringify(name === 'tokenA' ? one : other).slice(1, -1),
        );
        const refusable = after.includes(';') || /"(?:true|false|null)"/u.test(wanted);
        expect(
          output === undefined
            ? refusable
            : keepsAround(text, output, { before, after }) && JSON.stringify(ini.decode(output)),
        ).toBe(output === undefined ? true : wanted);
      },
    ),
    { numRuns: RUNS * 2 },
  );
});
