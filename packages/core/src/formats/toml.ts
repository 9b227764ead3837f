import { parse, TomlError } from 'smol-toml';
import { writeLineComment } from './comment.ts';
import type { Substitute } from './format.ts';
import { offsetOf, Unreadable } from './problems.ts';
import { join, type Part, plaintextsOf, type Stretch } from './stretch.ts';
import { type Document, substituteBy } from './substitute.ts';
import { unicodeEscape } from './unicode-escape.ts';

/**
 * TOML 1.0 (https://toml.io/en/v1.0.0#string), with smol-toml as the judge. A literal string that cannot hold its
 * plaintext becomes a basic one, and so does a multi-line string whose line ends an empty plaintext would disturb.
 * Line breaks are written as `\n`: a TOML parser may normalise real ones. Only comments refuse anything.
 */
export const substituteInToml: Substitute = substituteBy(read);

function read(text: string): Document {
  return { values: parseToml(text), stretches: () => Array.from(stretchesOf(text)) };
}

/** @throws Unreadable */
export function parseToml(text: string): unknown {
  try {
    return parse(text, { integersAsBigInt: 'asNeeded' });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // Below its first line the message quotes the text.
    const [reason = 'not TOML'] = error.message.split('\n');
    throw Unreadable.at(offsetOf(text, error.line, error.column), reason);
  }
}

// What the parser accepted has quotes and `#` outside strings only where strings and comments begin.
const TOKENS =
  /#[^\n]*|"""[^"\\]*(?:(?:\\[^]|"(?!""))[^"\\]*)*"{3,5}|'''[^']*(?:'(?!'')[^']*)*'{3,5}|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\n]*'/gu;

function* stretchesOf(text: string): Generator<Stretch> {
  for (const { 0: source, index: start } of text.matchAll(TOKENS)) {
    // The CR of a line end is no part of a comment.
    const end = start + (source.startsWith('#') ? source.trimEnd().length : source.length);
    yield { start, end, write: writerOf(source) };
  }
}

function writerOf(source: string): Stretch['write'] {
  if (source.startsWith('#')) return writeLineComment;
  if (source.startsWith('"""')) {
    return (parts, reveal) =>
      plaintextsOf(parts).includes('') ? quoteToml(reveal(tomlStringOf(source))) : join(parts, escapeInLines);
  }
  if (source.startsWith('"')) return (parts) => join(parts, escapeToml);
  return (parts, reveal) =>
    fitsTomlLiteral(parts) ? join(parts, (plain) => plain) : quoteToml(reveal(tomlStringOf(source)));
}

/** What a string says, by its source with its quotes. */
export function tomlStringOf(source: string): string {
  const { value } = parse(`value = ${source}`);
  return typeof value === 'string' ? value : '';
}

/**
 * Whether a literal string can hold the plaintexts. None is empty: that could bring quotes or a trimmed line start
 * together, in a multi-line literal.
 */
export function fitsTomlLiteral(parts: readonly Part[]): boolean {
  return plaintextsOf(parts).every((plaintext) => /^[^'\p{Cc}\u2028\u2029\ufeff]+$/u.test(plaintext));
}

/** Writes a basic string: that holds all that is Unicode. */
export function quoteToml(value: string): string {
  return `"${escapeToml(value)}"`;
}

const SHORT: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

/** Writes what stands between the quotes of a basic string, of one line or of several. */
export function escapeToml(plaintext: string): string {
  return plaintext.replace(/["\\\p{Cc}\u2028\u2029\ufeff]/gu, (char) => SHORT[char] ?? unicodeEscape(char));
}

// A backslash at the end of a line swallows the white space up to the next character that is none.
function escapeInLines(plaintext: string): string {
  return escapeToml(plaintext).replace(/^ /u, '\\u0020');
}
