import { decodeHeredoc, decodeQuoted } from './hcl-decode.ts';
import type { HclHeredoc, HclPart } from './hcl-scan.ts';
import { join, type Part, plaintextsOf, Refusal } from './stretch.ts';
import { unicodeEscape } from './unicode-escape.ts';

/** Writes a value as a quoted string. */
export function writeHclString(value: string): string | Refusal {
  return value.normalize('NFC') === value ? `"${escape(value, true)}"` : DENORMAL;
}

/** Writes a value in place of a heredoc: as one, if the lines of a heredoc can hold it, else as a quoted string. */
export function writeHclHeredoc(
  value: string,
  { text, piece }: Omit<Place<HclHeredoc>, 'reveal'>,
): string | Refusal {
  const opening = text.slice(piece.start, piece.body.start);
  const indent = piece.flush
    ? (/^[ \t]*(?=\S)/mu.exec(text.slice(piece.body.start, piece.end))?.[0] ?? '')
    : '';
  const isFlush = !piece.flush || /^(?:\n|[ ]*[!-~].*\n)*$/u.test(value);
  if (value.normalize('NFC') !== value || !value.endsWith('\n') || !isFlush || opening.endsWith('\r\n')) {
    return writeHclString(value);
  }
  const lines = value.replace(/^(?=.)/gmu, indent);
  const { marker } = piece;
  const body = inHeredoc([{ kept: '\n' }, { plaintext: lines }, { kept: '' }], {
    flush: false,
    marker,
    last: true,
  });
  if (body === undefined || decodeHeredoc(body.slice(1), piece.flush) !== value) return writeHclString(value);
  return opening + body.slice(1) + text.slice(piece.body.end, piece.end);
}

interface Place<Piece> {
  readonly text: string;
  readonly piece: Piece;
  readonly reveal: (marked: string) => string;
}

const DENORMAL = new Refusal(
  'hcl turns strings into normal form C, which would change this one; store it as base64',
);

/** Writes a text of a quoted template: everything has an escape there. */
export function writeQuotedPart(parts: readonly Part[], place: Place<HclPart>): string | Refusal {
  const { text, piece, reveal } = place;
  const value = decodeQuoted(text.slice(piece.start, piece.end));
  if (!staysNormal(value, reveal)) return DENORMAL;
  const refused = refusalOf(parts, place);
  if (refused !== undefined) return refused;
  const sources = parts.map((part, index) => {
    const next = parts[index + 1];
    if (part.kept === undefined) {
      const ends = piece.last && index === parts.length - 2 && next?.kept === '';
      return escape(part.plaintext, ends);
    }
    // A sign and a brace that were apart would meet.
    const meets = next?.plaintext === '' || next?.plaintext?.startsWith('{') === true;
    return meets ? part.kept.replace(/[$%]$/u, unicodeEscape) : part.kept;
  });
  return sources.join('');
}

/** Writes a text between the interpolations of a heredoc, where nothing has an escape but `${` and `%{`. */
export function writeHeredocPart(parts: readonly Part[], place: Place<HclPart>): string | Refusal {
  const { text, piece, reveal } = place;
  if (!staysNormal(text.slice(piece.start, piece.end), reveal)) return DENORMAL;
  const refused = refusalOf(parts, place);
  if (refused !== undefined) return refused;
  const source = inHeredoc(parts, { flush: false, marker: '', ...piece.heredoc, last: piece.last });
  return source ?? new Refusal('a heredoc has no escape for this plaintext; use a quoted string');
}

/** Writes a heredoc without interpolations; it becomes a quoted string where it has no way to hold its plaintext. */
export function writeHeredoc(parts: readonly Part[], place: Place<HclHeredoc>): string | Refusal {
  const { text, piece, reveal } = place;
  const value = decodeHeredoc(text.slice(piece.body.start, piece.body.end), piece.flush);
  if (!staysNormal(value, reveal)) return DENORMAL;
  const [head, ...tail] = parts;
  const body = head?.kept?.slice(piece.body.start - piece.start) ?? '';
  const end = tail.at(-1)?.kept?.slice(0, piece.body.end - piece.end) ?? '';
  const source = inHeredoc([{ kept: body }, ...tail.slice(0, -1), { kept: end }], { ...piece, last: true });
  if (source === undefined) return `"${escape(reveal(value), true)}"`;
  return text.slice(piece.start, piece.body.start) + source + text.slice(piece.body.end, piece.end);
}

function staysNormal(value: string, reveal: (marked: string) => string): boolean {
  return reveal(value).normalize('NFC') === reveal(value.normalize('NFC'));
}

function refusalOf(parts: readonly Part[], { text, piece, reveal }: Place<HclPart>): Refusal | undefined {
  if (piece.stripped && plaintextsOf(parts).some((plaintext) => !/^\S(?:[^]*\S)?$/u.test(plaintext))) {
    return new Refusal('`~` strips the white space of this plaintext; remove it from the interpolation');
  }
  const { parts: texts } = piece.template;
  if (texts.length === 2 && texts.every(({ start, end }) => reveal(text.slice(start, end)) === '')) {
    return new Refusal('a template of one interpolation alone is no string any more; wrap it in tostring()');
  }
  return undefined;
}

// Nothing where a line break, an indentation, a sign or the marker would be read otherwise.
function inHeredoc(
  parts: readonly Part[],
  of: { readonly flush: boolean; readonly marker: string; readonly last: boolean },
): string | undefined {
  const fits = parts.every((part, index) => {
    if (part.plaintext === undefined) return true;
    const before = parts[index - 1]?.kept?.at(-1) ?? '$';
    const after = parts[index + 1]?.kept?.[0] ?? (of.last ? '' : '{');
    return (
      !/[\p{Cc}\ufeff]/u.test(part.plaintext.replace(/[\t\n]/gu, ' ')) &&
      // HCL counts indentation in grapheme clusters, so a combining character would take a space along.
      !(of.flush && !/^[!-~][^\n]*$/u.test(part.plaintext)) &&
      !(/[$%]/u.test(before) && /^(?:\{|$)/u.test(part.plaintext)) &&
      !(/[$%{]/u.test(after) && /[$%]$/u.test(part.plaintext))
    );
  });
  if (!fits) return undefined;
  const source = join(parts, (plaintext) => plaintext.replace(/[$%](?=\{)/gu, '$&$&'));
  return source.split('\n').some((line) => line.trim() === of.marker) ? undefined : source;
}

const SHORT: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

// A sign is doubled before a brace; at the end it is an escape, unless the string ends there too.
function escape(plaintext: string, ends: boolean): string {
  const escaped = plaintext
    .replace(/["\\\p{Cc}\u2028\u2029\ufeff]/gu, (char) => SHORT[char] ?? unicodeEscape(char))
    .replace(/[$%](?=\{)/gu, '$&$&');
  return ends ? escaped : escaped.replace(/[$%]$/u, unicodeEscape);
}
