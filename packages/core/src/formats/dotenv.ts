import { parse } from 'dotenv';
import { writeLineComment } from './comment.ts';
import { chooseQuoting, valueOf } from './dotenv-quoting.ts';
import type { Substitute } from './format.ts';
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

// The expression of dotenv itself, so that both see the same lines; a key, then the value with white space around it.
const LINES =
  /^\s*(?:export\s+)?(?:[\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?$/dgm;

function* stretchesOf(text: string): Generator<Stretch> {
  let from = 0;
  for (const match of text.matchAll(LINES)) {
    const [start, end] = match.indices?.[0] ?? [0, 0];
    yield* comments(text, from, start);
    const [valueStart, valueEnd] = match.indices?.[1] ?? [end, end];
    const source = text.slice(valueStart, valueEnd).trim();
    if (source !== '') {
      const at = text.indexOf(source, valueStart);
      yield {
        start: at,
        end: at + source.length,
        write: (parts, reveal) => chooseQuoting(parts, reveal(valueOf(source))),
      };
    }
    const comment = text.indexOf('#', match.indices?.[1] === undefined ? start : valueEnd);
    if (comment !== -1 && comment < end) yield { start: comment, end, write: writeLineComment };
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
