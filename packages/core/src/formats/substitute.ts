import type { Replacement, Substitute } from './format.ts';
import { type Marking, markingOf } from './marking.ts';
import { errorOf, type Problem, Unreadable } from './problems.ts';
import { sameValues } from './same-values.ts';
import { type Part, Refusal, splice, type Stretch } from './stretch.ts';

/** A document as its format's parser sees it. */
export interface Document {
  /** Everything that it says, as plain values: strings where a token can lie, arrays, objects. Comments are not in it. */
  readonly values: unknown;
  /** All that can hold a token, in order and without overlap. */
  readonly stretches: () => readonly Stretch[];
}

/** Reads a document. @throws Unreadable */
export type Read = (text: string) => Document;

/**
 * Makes the {@link Substitute} of a format out of its reader. It writes each stretch anew that holds a token, then
 * reads the result and compares: whatever a format's writer gets wrong ends as an error, never as a wrong document.
 */
export function substituteBy(read: Read): Substitute {
  return (text, replacements) => {
    const bom = text.startsWith('\uFEFF') ? 1 : 0;
    const body = text.slice(bom);
    const shifted = replacements.map(({ start, end, plaintext }) => ({
      start: start - bom,
      end: end - bom,
      plaintext,
    }));
    const outcome = substituteIn(read, body, shifted);
    if (typeof outcome === 'string') return text.slice(0, bom) + outcome;
    throw errorOf(
      text,
      outcome.map(({ code, offset, reason }) => ({ code, offset: offset + bom, reason })),
    );
  };
}

const NO_STRING = 'a token stands where the format has no string; move it into one';
const CHANGED =
  'the document would not read the same with this plaintext; store it in another form, such as base64';

function substituteIn(
  read: Read,
  text: string,
  replacements: readonly Replacement[],
): string | readonly Problem[] {
  const before = attempt(read, text);
  if (before instanceof Unreadable) {
    return before.faults.map(({ offset, reason }) => ({ code: 'FORMAT_NOT_PARSABLE', offset, reason }));
  }
  if (replacements.length === 0) return text;

  const marking = markingOf(text, replacements);
  const marked = marking.mark(text);
  const tree = attempt(read, marked);
  if (tree instanceof Unreadable || !sameValues(tree.values, before.values, marking.restore)) {
    const failing = firstFailing(replacements.length, (count) => {
      const some = attempt(read, marking.mark(text, count));
      return !(some instanceof Unreadable) && sameValues(some.values, before.values, marking.restore);
    });
    return [{ code: 'FORMAT_NOT_PARSABLE', offset: replacements[failing]?.start ?? 0, reason: NO_STRING }];
  }

  const { changes, problems } = write(tree.stretches(), { marked, marking, replacements });
  if (problems.length > 0) return problems;
  const says = (result: string, count: number): boolean => {
    try {
      return sameValues(tree.values, read(result).values, (string) => marking.reveal(string, count));
    } catch {
      // Whatever a parser says of it may quote plaintext, so it is not told.
      return false;
    }
  };
  const output = splice(marked, changes);
  if (says(output, replacements.length)) return output;
  const failing = firstFailing(changes.length, (count) => {
    const result = marking.restore(splice(marked, changes.slice(0, count)));
    return says(result, changes[count]?.first ?? replacements.length);
  });
  const offset = replacements[changes[failing]?.first ?? 0]?.start ?? 0;
  return [{ code: 'FORMAT_CANNOT_EXPRESS', offset, reason: CHANGED }];
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly source: string;
  /** The number of its first token. */
  readonly first: number;
}

function write(
  stretches: readonly Stretch[],
  of: { readonly marked: string; readonly marking: Marking; readonly replacements: readonly Replacement[] },
): { readonly changes: readonly Change[]; readonly problems: readonly Problem[] } {
  const { marked, marking, replacements } = of;
  const changes: Change[] = [];
  const problems: Problem[] = [];
  const missing = new Set(replacements.keys());
  for (const { start, end, write: writeParts } of stretches) {
    const pieces = marking.split(marked.slice(start, end));
    if (pieces.length === 1) continue;
    const parts = pieces.map((piece, index): Part =>
      index % 2 === 0 ? { kept: piece } : { plaintext: replacements[Number(piece)]?.plaintext ?? '' },
    );
    const numbers = pieces.flatMap((piece, index) => (index % 2 === 0 ? [] : [Number(piece)]));
    for (const number of numbers) missing.delete(number);
    const first = numbers[0] ?? 0;
    const source = hasLoneSurrogate(parts)
      ? new Refusal('the plaintext holds half of a surrogate pair, which no UTF-8 file can hold')
      : writeParts(parts, (string) => marking.reveal(string));
    if (typeof source === 'string') changes.push({ start, end, source, first });
    else {
      const offset = replacements[first]?.start ?? 0;
      problems.push({ code: 'FORMAT_CANNOT_EXPRESS', offset, reason: source.reason });
    }
  }
  for (const number of missing) {
    const offset = replacements[number]?.start ?? 0;
    problems.push({ code: 'FORMAT_NOT_PARSABLE', offset, reason: NO_STRING });
  }
  return { changes, problems };
}

function hasLoneSurrogate(parts: readonly Part[]): boolean {
  return parts.some((part) => part.plaintext !== undefined && /\p{Surrogate}/u.test(part.plaintext));
}

function attempt(read: Read, text: string): Document | Unreadable {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof Unreadable) return error;
    // Parsers recurse, so that depth makes the stack overflow.
    if (error instanceof RangeError) return Unreadable.at(0, 'the document is nested too deeply');
    throw error;
  }
}

// The index of the one that makes `holds` fail, by halving: `holds(0)` is true and `holds(length)` is false.
function firstFailing(length: number, holds: (count: number) => boolean): number {
  let low = 0;
  let high = length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
