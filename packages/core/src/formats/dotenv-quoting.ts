import { parse } from 'dotenv';
import { join, type Part, Refusal } from './stretch.ts';

/** What dotenv reads where `source` is all that stands after `KEY=`. */
export function valueOf(source: string): string {
  return parse(`VALUE=${source}`)['VALUE'] ?? '';
}

/**
 * Writes a value: in the quotes it had if they can hold it, else in the first of those that dotenv reads back,
 * ordered by how many other readers (a shell, docker compose) agree: none, single, double, backtick, double with `\n`.
 */
export function chooseQuoting(parts: readonly Part[], value: string): string | Refusal {
  if (value.includes('\0')) {
    return new Refusal('no environment variable can hold NUL; store it in another form, such as base64');
  }
  const candidates = [
    ...inPlace(parts, value),
    ...(isBare(value) ? [value] : []),
    ...QUOTES.filter((quote) => fits(quote, value)).map((quote) => quote + value + quote),
    ...(fits('"', value) ? [`"${escapeLines(value)}"`] : []),
    ...(isLine(value) ? [value] : []),
  ];
  const chosen = candidates.find((source) => valueOf(source) === value);
  return (
    chosen ?? new Refusal('dotenv has no quoting for this mix of quotes and escapes; store it as base64')
  );
}

const QUOTES = ["'", '"', '`'] as const;

function inPlace(parts: readonly Part[], value: string): readonly string[] {
  const quote = QUOTES.find((one) => parts[0]?.kept?.startsWith(one));
  if (quote === undefined || !fits(quote, value)) return [];
  return [join(parts, (plaintext) => plaintext), ...(quote === '"' ? [join(parts, escapeLines)] : [])];
}

// Without a special character of a shell; not empty, as an empty value could take the next line's quotes.
function isBare(value: string): boolean {
  return /^[\w./:@%+,=-]+$/u.test(value);
}

// Whether no quote ends the string too early, and none too late: `\'` does not end one if a later quote could.
function fits(quote: string, value: string): boolean {
  return !value.includes(quote) && !value.endsWith('\\');
}

// What dotenv alone reads unquoted: one line without a comment that begins with no quote.
function isLine(value: string): boolean {
  return /^[^\s'"`#\p{Cc}][^#\p{Cc}\u2028\u2029]*$/u.test(value) && value.trim() === value;
}

function escapeLines(value: string): string {
  return value.replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}
