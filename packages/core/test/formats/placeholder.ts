import * as fc from 'fast-check';
import { expect } from 'vitest';
import { KmscryptError } from '../../src/error.ts';
import { type FormatName, type Replacement, substituteIn } from '../../src/formats/index.ts';

/** The token of tests; every one in a text looks the same. */
export const TOKEN = 'kmscrypt::AQIC/+e=';

/** Replaces the tokens of a text, in order, by these plaintexts. */
export function fill(format: FormatName, text: string, ...plaintexts: readonly string[]): Promise<string> {
  return substituteIn(format, text, replacementsIn(text, plaintexts));
}

export function replacementsIn(text: string, plaintexts: readonly string[]): readonly Replacement[] {
  return Array.from(text.matchAll(/kmscrypt::AQIC\/\+e=/gu), ({ index }, number) => {
    const plaintext = plaintexts[number] ?? plaintexts[0] ?? '';
    return { start: index, end: index + TOKEN.length, plaintext };
  });
}

/** The output, or undefined where the format cannot express it; every other error is passed on. */
export async function fillOrRefuse(
  format: FormatName,
  text: string,
  ...plaintexts: readonly string[]
): Promise<string | undefined> {
  try {
    return await fill(format, text, ...plaintexts);
  } catch (error) {
    if (!(error instanceof KmscryptError)) throw error;
    const errors = error.code === 'SEVERAL' ? error.errors : [error];
    for (const one of errors) {
      expect(one.code).toBe('FORMAT_CANNOT_EXPRESS');
      expect(one.position).toBeDefined();
    }
    return undefined;
  }
}

/** Puts plaintexts into a string as the format's parser should give it back. */
export function expected(value: string, ...plaintexts: readonly string[]): string {
  let number = 0;
  return value.replaceAll(TOKEN, () => plaintexts[number++] ?? plaintexts[0] ?? '');
}

/** Whether all that lies around the first and the last place that differ is the same: nothing else was touched. */
export function keepsAround(
  text: string,
  output: string,
  around: { before: string; after: string },
): boolean {
  return (
    text.startsWith(around.before) &&
    output.startsWith(around.before) &&
    text.endsWith(around.after) &&
    output.endsWith(around.after) &&
    output.length >= around.before.length + around.after.length
  );
}

const NASTY = [
  '',
  ' ',
  '  a',
  'a ',
  '\n',
  '\r',
  '\r\n',
  '\t',
  'a\tb',
  '\0',
  '\u0001',
  '\u001b',
  '\u007f',
  '\u0085',
  '\u00a0',
  '\u2028',
  '\u2029',
  '\ufeff',
  '\ufffe',
  '\uffff',
  '😀',
  'é',
  'e\u0301',
  '"',
  "'",
  '`',
  '\\',
  '\\n',
  '\\"',
  "\\'",
  '\\\\',
  '""',
  "''",
  '"""',
  "'''",
  '${a}',
  '${',
  '$${',
  '$$',
  '$',
  '%{',
  '%%{ if }',
  '%',
  '{',
  '}',
  '[',
  ']',
  '[x]',
  '#',
  ' # c',
  '#x',
  ';',
  '; c',
  '=',
  '=x',
  ':',
  ': ',
  ':x',
  'a: b',
  '- ',
  '-',
  '--',
  '---',
  '...',
  '?',
  '? x',
  '!',
  '!tag',
  '&',
  '&a',
  '&amp;',
  '&#65;',
  '*',
  '*a',
  '|',
  '>',
  '>-',
  ',',
  '@',
  '<',
  '<<',
  '<<EOT',
  'EOT',
  '\nEOT\n',
  ']]>',
  ']]',
  ']',
  '>',
  '-->',
  '--',
  '*/',
  '/*',
  '//',
  '<a>',
  '</a>',
  '<!-- ',
  '<![CDATA[',
  'true',
  'false',
  'null',
  '~',
  'yes',
  'no',
  'on',
  'Off',
  'y',
  '5432',
  '0777',
  '0o7',
  '0x1F',
  '1_000',
  '1:30',
  '1e5',
  '.5',
  '-.inf',
  '.nan',
  '2001-01-01',
  TOKEN,
  'kM0x0z',
  '__proto__',
  'a.b',
  'x[]',
  'export A=1',
  'a\nb',
  'a\n\n b\n',
  '\n a',
  'line1\nline2\n',
  'a\\',
  '\\u0041',
  '\\x41',
  '$(id)',
  '`id`',
  'kmscrypt::',
  '-----BEGIN X-----\nAbC+/=\n-----END X-----\n',
  'p@ss:w0rd/#?&%20',
] as const;

/** Any plaintext: well-formed Unicode, with a strong liking for what formats stumble over. */
export const plaintext: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...NASTY), { maxLength: 3 }).map((all) => all.join('')) },
  { weight: 2, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.string() },
);
