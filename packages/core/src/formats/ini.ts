import ini from 'ini';
import { writeLineComment } from './comment.ts';
import type { Substitute } from './format.ts';
import { join, type Part, Refusal, type Stretch } from './stretch.ts';
import { type Document, substituteBy } from './substitute.ts';

/**
 * INI as the npm package `ini` reads it (https://github.com/npm/ini), which is the judge: sections nest at dots,
 * `key[]` is an array, quotes hold a JSON string. Refused: a value that is as a whole `true`, `false` or `null`, which
 * that reader takes for no string in any quoting, and what needs quotes before a comment on the same line.
 */
export const substituteInIni: Substitute = substituteBy(read);

function read(text: string): Document {
  return { values: ini.decode(text), stretches: () => Array.from(stretchesOf(text)) };
}

const LINE = /[^\r\n]+/gu;

function* stretchesOf(text: string): Generator<Stretch> {
  for (const { 0: line, index } of text.matchAll(LINE)) {
    const stretch = (from: number, to: number, write: Stretch['write']): Stretch => {
      const source = line.slice(from, to);
      const start = index + from + (source.length - source.trimStart().length);
      return { start, end: Math.max(start, index + from + source.trimEnd().length), write };
    };
    if (/^\s*[;#]/u.test(line)) {
      yield stretch(0, line.length, writeLineComment);
    } else if (/^\[[^\]]*\]\s*$/u.test(line)) {
      const end = line.indexOf(']');
      yield stretch(1, end, sectionWriter(line.slice(1, end)));
    } else {
      const equals = line.indexOf('=');
      yield* partsOf(equals === -1 ? line : line.slice(0, equals), 0, { stretch, write: keyWriter });
      if (equals !== -1) yield* partsOf(line.slice(equals + 1), equals + 1, { stretch, write: valueWriter });
    }
  }
}

// The scalar, and the comment that follows it where it stands unquoted.
function* partsOf(
  source: string,
  from: number,
  to: {
    readonly stretch: (from: number, to: number, write: Stretch['write']) => Stretch;
    readonly write: (source: string, commented: boolean) => Stretch['write'];
  },
): Generator<Stretch> {
  const comment = isQuoted(source.trim()) ? source.length : commentStart(source);
  const commented = comment < source.length;
  yield to.stretch(from, from + comment, to.write(source.slice(0, comment), commented));
  if (commented) yield to.stretch(from + comment, from + source.length, writeLineComment);
}

function isQuoted(value: string): boolean {
  return /^".*"$|^'.*'$|^["']$/su.test(value);
}

function commentStart(source: string): number {
  for (let at = 0; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === ';' || source[at] === '#') return at;
  }
  return source.length;
}

function valueWriter(source: string, commented: boolean): Stretch['write'] {
  return (parts, reveal) => {
    const value = reveal(textOf(ini.unsafe(source)));
    if (value === 'true' || value === 'false' || value === 'null') {
      return new Refusal(
        'ini reads true, false and null as no string, quoted or not; store it in another form',
      );
    }
    return choose(value, { commented, candidates: [...inPlace(parts), quote(value), bare(value)] });
  };
}

// A key ends at the first `=`, in quotes too; a JSON escape hides it.
function keyWriter(source: string, commented: boolean): Stretch['write'] {
  return (parts, reveal) => {
    const key = reveal(textOf(ini.unsafe(source)));
    const candidates = [...inPlace(parts), quote(key), bare(key)].map((one) =>
      one.replaceAll('=', '\\u003d'),
    );
    return choose(key, { commented, candidates: candidates.filter((one) => !/^[[;#]/u.test(one)) });
  };
}

// A section nests at dots, and ends at the first `]`, in quotes too.
function sectionWriter(source: string): Stretch['write'] {
  return (parts) => {
    const dotless = parts.map((part): Part =>
      part.plaintext === undefined ? part : { plaintext: part.plaintext.replaceAll('.', '\\.') },
    );
    const name = join(dotless, (plaintext) => plaintext);
    const [plain = '', bared = '', escaped = ''] = inPlace(dotless);
    if (isQuoted(source.trim())) return escaped.replaceAll(']', '\\u005d');
    const candidates = [plain, bared, quote(name).replaceAll(']', '\\u005d')];
    return choose(name, { commented: false, candidates: candidates.filter((one) => !one.includes(']')) });
  };
}

// As it stood: as it is, with the escapes that an unquoted value has, or with those of double quotes.
function inPlace(parts: readonly Part[]): readonly string[] {
  return [
    join(parts, (plaintext) => plaintext),
    join(parts, bare),
    join(parts, (plaintext) => quote(plaintext).slice(1, -1)),
  ];
}

function quote(value: string): string {
  // U+2028 and U+2029 end a line for the reader's regular expression.
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function bare(value: string): string {
  return value.replace(/[\\;#]/gu, '\\$&');
}

function choose(
  value: string,
  from: { readonly commented: boolean; readonly candidates: readonly string[] },
): string | Refusal {
  const chosen = from.candidates.find(
    (source) =>
      !/[\p{Cc}\u2028\u2029\ufeff]/u.test(source.replaceAll('\t', ' ')) &&
      (!from.commented || (!isQuoted(source) && commentStart(source) === source.length)) &&
      ini.unsafe(source) === value,
  );
  const cure = from.commented
    ? 'move the comment to a line of its own'
    : 'store it in another form, such as base64';
  return chosen ?? new Refusal(`ini has no quoting for this value here; ${cure}`);
}

// In single quotes the reader parses whatever is JSON; what is no string then cannot have come from one.
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
