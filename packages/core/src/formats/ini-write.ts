import ini from 'ini';
import { isQuoted } from './ini-lines.ts';
import { join, type Part, Refusal } from './stretch.ts';

/** What shall stand at a place: the source around its plaintexts, and what all of it has to mean. */
interface Wanted {
  readonly parts: readonly Part[];
  readonly value: string;
  /** The comment that follows, with the white space before it, or nothing. Quotes mean nothing in front of one. */
  readonly comment: string;
}

/** Writes a value: as it stood, else in double quotes, else bare. */
export function writeIniValue({ parts, value, comment }: Wanted): string | Refusal {
  if (value === 'true' || value === 'false' || value === 'null') {
    return new Refusal(
      'ini reads true, false and null as no string, quoted or not; store it in another form',
    );
  }
  return choose(value, { comment, candidates: [...inPlace(parts), quote(value), bare(value)] });
}

/** Writes a key. It ends at the first `=`, in quotes too; a JSON escape hides it. */
export function writeIniKey({ parts, value, comment }: Wanted): string | Refusal {
  const candidates = [...inPlace(parts), quote(value), bare(value)].map((one) =>
    one.replaceAll('=', '\\u003d'),
  );
  return choose(value, { comment, candidates: candidates.filter((one) => !/^(?:[[;#]|$)/u.test(one)) });
}

/** Writes a section's name, whose source this is. It nests at dots, and ends at the first `]`, in quotes too. */
export function writeIniSection(parts: readonly Part[], source: string): string | Refusal {
  const dotless = parts.map((part): Part =>
    part.plaintext === undefined ? part : { plaintext: escapeDots(part.plaintext) },
  );
  const name = join(dotless, (plaintext) => plaintext);
  const [plain = '', bared = '', escaped = ''] = inPlace(dotless);
  if (isQuoted(source.trim())) return escaped.replaceAll(']', '\\u005d');
  return chooseSection(name, [plain, bared]);
}

/** Writes the name of a section that lies at `path`. */
export function writeIniPath(path: readonly string[]): string | Refusal {
  const name = path.map(escapeDots).join('.');
  return chooseSection(name, [name, bare(name)]);
}

function chooseSection(name: string, candidates: readonly string[]): string | Refusal {
  const fit = [...candidates, quote(name).replaceAll(']', '\\u005d')].filter((one) => !one.includes(']'));
  return choose(name, { comment: '', candidates: fit });
}

function escapeDots(step: string): string {
  return step.replaceAll('.', '\\.');
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
  { comment, candidates }: { readonly comment: string; readonly candidates: readonly string[] },
): string | Refusal {
  const chosen = candidates.find(
    (source) =>
      !/[\p{Cc}\u2028\u2029\ufeff]/u.test(source.replaceAll('\t', ' ')) &&
      ini.unsafe(source + comment) === value,
  );
  const cure =
    comment === '' ? 'store it in another form, such as base64' : 'move the comment to a line of its own';
  return chosen ?? new Refusal(`ini has no quoting for this value here; ${cure}`);
}
