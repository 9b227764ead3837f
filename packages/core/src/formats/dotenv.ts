import { parse } from 'dotenv';
import { writeLineComment } from './comment.ts';
import { chooseQuoting, valueOf } from './dotenv-quoting.ts';
import type { Substitute } from './format.ts';
import type { Range } from './range.ts';
import type { Stretch } from './stretch.ts';
import { type Document, substituteBy } from './substitute.ts';

/**
 * Environment files as the npm package `dotenv` reads them (https://github.com/motdotla/dotenv), which is the judge
 * and refuses no text: a line that is no assignment is skipped, a token there stands in no string. Refused: NUL, which
 * no environment can hold, and values for which none of its quotings is free (it has no escape for a quote).
 */
export const substituteInDotenv: Substitute = substituteBy(read);

function read(text: string): Document {
  return { values: parse(text), stretches: () => Array.from(stretchesOf(text)) };
}

/** A line as dotenv reads it, or several where its value does. */
export interface Assignment extends Range {
  readonly isExported: boolean;
  readonly key: Range;
  /** With its quotes; empty, behind `=`, where no value stands. */
  readonly value: Range;
}

// The expression of dotenv itself, so that both see the same lines; a key, then the value with white space around it.
const LINES =
  /^\s*(?<exported>export\s+)?(?<key>[\w.-]+)(?<separator>\s*=\s*?|:\s+?)(?<value>\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?$/dgm;

/** Every assignment of a text, in order; of those of the same key dotenv takes the last. */
export function assignmentsIn(text: string): readonly Assignment[] {
  return Array.from(text.matchAll(LINES), ({ 0: line, index, groups, indices }) => {
    const [keyStart, keyEnd] = indices?.groups?.['key'] ?? [index, index];
    const [from, to] = indices?.groups?.['value'] ?? [];
    const source = text.slice(from ?? 0, to ?? 0).trim();
    const behind = indices?.groups?.['separator']?.[1] ?? index;
    const start = source === '' ? behind : text.indexOf(source, from);
    return {
      start: index + line.search(/\S/u),
      end: index + line.length,
      isExported: groups?.['exported'] !== undefined,
      key: { start: keyStart, end: keyEnd },
      value: { start, end: start + source.length },
    };
  });
}

function* stretchesOf(text: string): Generator<Stretch> {
  let from = 0;
  for (const { start, end, value } of assignmentsIn(text)) {
    yield* comments(text, from, start);
    if (value.start < value.end) {
      const source = text.slice(value.start, value.end);
      yield { ...value, write: (parts, reveal) => chooseQuoting(parts, reveal(valueOf(source))) };
    }
    const behind = text.slice(value.end, end).indexOf('#');
    if (behind !== -1) yield { start: value.end + behind, end, write: writeLineComment };
    from = end;
  }
  yield* comments(text, from, text.length);
}

const COMMENT = /(?<=^[^\S\r\n]*)#[^\r\n]*/gmu;

function* comments(text: string, from: number, to: number): Generator<Stretch> {
  for (const { 0: source, index } of text.slice(from, to).matchAll(COMMENT)) {
    const start = from + index;
    yield { start, end: start + source.length, write: writeLineComment };
  }
}
