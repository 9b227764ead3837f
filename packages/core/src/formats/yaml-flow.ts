import { join, type Part, plaintextsOf } from './stretch.ts';
import { readsAsString } from './yaml-plain.ts';

/** Writes a double quoted scalar: escaped in place, or on one line where a line fold would see the change. */
export function writeDoubleQuoted(parts: readonly Part[], value: string): string {
  if (!isFolded(parts)) return join(parts, escape);
  return plaintextsOf(parts).every((plaintext) => /^[^-.\s]/u.test(plaintext))
    ? join(parts, (plaintext) => escape(plaintext).replace(/ $/u, '\\x20'))
    : doubleQuoted(value);
}

/** Writes a single quoted scalar; it becomes double quoted where it has no way to hold its plaintext. */
export function writeSingleQuoted(parts: readonly Part[], value: string): string {
  const isFit = isFolded(parts) ? isPlainWord : (plaintext: string) => !UNPRINTABLE.test(plaintext);
  return plaintextsOf(parts).every(isFit)
    ? join(parts, (plaintext) => plaintext.replaceAll("'", "''"))
    : doubleQuoted(value);
}

/** Writes a plain scalar; it becomes double quoted where it would not be read as the same string. */
export function writePlain(
  parts: readonly Part[],
  of: { readonly value: string; readonly inFlow: boolean },
): string {
  const fits = isFolded(parts)
    ? plaintextsOf(parts).every(isPlainWord)
    : !UNPRINTABLE.test(of.value) && readsAsString(of.value, of.inFlow);
  return fits ? join(parts, (plaintext) => plaintext) : doubleQuoted(of.value);
}

/** Whether a plaintext can stand anywhere in a scalar that has no escapes, even alone on a line. */
export function isPlainWord(plaintext: string): boolean {
  return /^[A-Za-z0-9_/+](?:[\w./+=@-]|:(?=\w))*$/u.test(plaintext) && !plaintext.endsWith(':');
}

/** Writes any value on one line (YAML 1.2.2, section 5.7). */
export function doubleQuoted(value: string): string {
  return `"${escape(value)}"`;
}

// All that is not printable (section 5.1), or a line break of YAML 1.1, or a byte order mark.
// eslint-disable-next-line no-control-regex -- control characters are its subject
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/u;

const SPECIAL = new RegExp(`["\\\\]|${UNPRINTABLE.source}`, 'gu');

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

function escape(plaintext: string): string {
  return plaintext.replace(SPECIAL, (char) => {
    const code = char.charCodeAt(0).toString(16).toUpperCase();
    return SHORT[char] ?? (code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`);
  });
}

// Whether the scalar goes over several lines, whose ends and indentation are folded away.
function isFolded(parts: readonly Part[]): boolean {
  return parts.some((part) => part.kept !== undefined && /[\r\n]/u.test(part.kept));
}
