import { chooseQuoting, valueOf } from '../formats/dotenv-quoting.ts';
import { type Assignment, assignmentsIn } from '../formats/dotenv.ts';
import { Refusal } from '../formats/stretch.ts';
import type { Edit, Editor, Insertion } from './editor.ts';
import { lineBreakOf, lineStartAt, nextLineAt } from './layout.ts';
import type { OutlineEntry, OutlineNode, OutlineValue, Scalar } from './outline.ts';
import type { Path } from './path.ts';

/** Environment files as the npm package `dotenv` reads them: one map of strings. */
export const dotenvEditor: Editor = { outline, write, insert, remove };

const STRINGS_ONLY = new Refusal('an environment holds nothing but strings; write it as a string');

function outline(text: string): OutlineNode {
  const entries = assignmentsIn(text).map((assignment) => entryOf(text, assignment));
  return { kind: 'map', start: 0, end: text.length, entries };
}

function entryOf(text: string, assignment: Assignment): OutlineEntry {
  const { start, end } = assignment.value;
  const meaning = valueOf(text.slice(start, end));
  return {
    key: keyOf(text, assignment),
    keyStart: assignment.key.start,
    node: { kind: 'value', start, end, type: 'string', text: meaning },
  };
}

function keyOf(text: string, { key }: Assignment): string {
  return text.slice(key.start, key.end);
}

function write(text: string, { start, end }: OutlineValue, scalar: Scalar): string | Refusal {
  const source = text.slice(start, end);
  // Here a comment begins, for a shell and docker it is part of the value: half a secret would stay.
  if (text[end] === '#' && !/^["'`]/u.test(source)) {
    return new Refusal(
      'readers differ on whether # ends the value here; put it in quotes, or a space before #',
    );
  }
  return sourceOf(scalar, source);
}

/** The source of a value, in the quotes of `model` where those can hold it. */
function sourceOf({ type, text }: Scalar, model: string): string | Refusal {
  if (type !== 'string') return STRINGS_ONLY;
  const quote = /^["'`]/u.exec(model)?.[0] ?? '';
  return chooseQuoting([{ kept: quote }, { plaintext: text }, { kept: quote }], text);
}

function insert(text: string, { missing, scalar }: Insertion): Edit | Refusal {
  const [key, ...deeper] = missing.map(String);
  if (deeper.length > 0) {
    return new Refusal(
      'the keys of an environment are flat, none holds others; give one key such as DB_PASSWORD',
    );
  }
  if (key === undefined || !/^[\w.-]+$/u.test(key)) {
    return new Refusal('dotenv reads no such key; take letters, digits, _, . and - only');
  }
  const others = assignmentsIn(text);
  const model = others.at(-1)?.value;
  const source = sourceOf(scalar, text.slice(model?.start ?? 0, model?.end ?? 0));
  if (source instanceof Refusal) return source;
  const isExported = others.length > 0 && others.every((other) => other.isExported);
  const line = `${isExported ? 'export ' : ''}${key}=${source}`;
  const newline = lineBreakOf(text);
  const edit = { start: text.length, end: text.length };
  return { ...edit, source: /(?:^|\n)$/u.test(text) ? line + newline : newline + line };
}

function remove(text: string, path: Path): Edit | Refusal {
  const found = assignmentsIn(text).find((each) => keyOf(text, each) === path[0]);
  if (found === undefined) return new Refusal('it is not there');
  const { key, value } = found;
  const last = key.start + text.slice(key.start, value.end).trimEnd().length;
  const start = lineStartAt(text, key.start);
  const end = nextLineAt(text, last);
  // A text without a last line break stays one.
  const before = text.slice(last, end).endsWith('\n')
    ? ''
    : (/\r?\n$/u.exec(text.slice(0, start))?.[0] ?? '');
  return { start: start - before.length, end, source: '' };
}
