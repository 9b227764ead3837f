import { type ChangeObject, diffLines, diffWordsWithSpace } from 'diff';

/** A piece of a value: text that stands there as it is, or the plaintext of a token. */
export interface Piece {
  readonly text: string;
  readonly token?: string;
}

/** A piece of an edited value: text, a token that stays, or a plaintext that has to become a token. */
export type EditedPiece =
  | { readonly kind: 'text' | 'secret'; readonly text: string }
  | { readonly kind: 'token'; readonly text: string; readonly token: string };

/**
 * Finds out which of a value's tokens an edit left alone. A token stays where neither its plaintext nor what touches it
 * changed; else all that changed together with it becomes one new secret, so that nothing of a secret is left as text.
 */
export function realign(pieces: readonly Piece[], edited: string): readonly EditedPiece[] {
  const before = pieces.map(({ text }) => text).join('');
  const hunks = hunksBetween(before, edited);
  const output: EditedPiece[] = [];
  let at = 0;
  for (const { start, end, token, isAlone } of spansOf(pieces, hunks)) {
    const from = start + shiftBy(hunks, (hunk) => hunk.start < start);
    const to = end + shiftBy(hunks, (hunk) => hunk.start <= end);
    output.push({ kind: 'text', text: edited.slice(at, from) });
    const text = edited.slice(from, to);
    if (token !== undefined) output.push({ kind: 'token', text, token });
    // With the text around it, a secret that goes leaves nothing.
    else if (isAlone || text !== '') output.push({ kind: 'secret', text });
    at = to;
  }
  output.push({ kind: 'text', text: edited.slice(at) });
  return withEnds(output);
}

/** A change: `[start, end)` of the old text has become something that is `shift` units longer. */
interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly shift: number;
}

// Line by line, so that one that goes or comes changes no other; then word by word within what changed.
function hunksBetween(before: string, after: string): readonly Hunk[] {
  return changesOf(diffLines(before, after)).flatMap(({ old, now, oldEnd, nowEnd }) => {
    const words = diffWordsWithSpace(before.slice(old, oldEnd), after.slice(now, nowEnd));
    return changesOf(words).flatMap((change) =>
      narrowed(before, after, {
        old: old + change.old,
        oldEnd: old + change.oldEnd,
        now: now + change.now,
        nowEnd: now + change.nowEnd,
      }),
    );
  });
}

/** `[old, oldEnd)` of one text stands against `[now, nowEnd)` of the other. */
interface Change {
  readonly old: number;
  readonly oldEnd: number;
  readonly now: number;
  readonly nowEnd: number;
}

function changesOf(parts: readonly ChangeObject<string>[]): readonly Change[] {
  const changes: Change[] = [];
  let [old, now] = [0, 0];
  let open: { readonly old: number; readonly now: number } | undefined;
  for (const { value, added, removed } of [...parts, { value: '', added: false, removed: false }]) {
    if (added || removed) open ??= { old, now };
    else if (open !== undefined) {
      changes.push({ ...open, oldEnd: old, nowEnd: now });
      open = undefined;
    }
    if (!added) old += value.length;
    if (!removed) now += value.length;
  }
  return changes;
}

// Words are more than what changed: without what both sides begin and end with.
function narrowed(before: string, after: string, change: Change): readonly Hunk[] {
  let { old, now, oldEnd, nowEnd } = change;
  while (old < oldEnd && now < nowEnd && before[old] === after[now]) [old, now] = [old + 1, now + 1];
  while (old < oldEnd && now < nowEnd && before[oldEnd - 1] === after[nowEnd - 1]) {
    [oldEnd, nowEnd] = [oldEnd - 1, nowEnd - 1];
  }
  return old === oldEnd && now === nowEnd
    ? []
    : [{ start: old, end: oldEnd, shift: nowEnd - now - (oldEnd - old) }];
}

interface Span {
  readonly start: number;
  readonly end: number;
  /** Absent where it has changed. */
  readonly token?: string | undefined;
  /** Whether it is one plaintext and nothing around it. */
  readonly isAlone: boolean;
}

// Each token's stretch, grown by the changes that touch it, and joined with those that these reach.
function spansOf(pieces: readonly Piece[], hunks: readonly Hunk[]): readonly Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const { text, token } of pieces) {
    const own = { start: at, end: at + text.length };
    at = own.end;
    if (token === undefined) continue;
    const touching = hunks.filter((hunk) => hunk.start <= own.end && hunk.end >= own.start);
    const span: Span = {
      start: Math.min(own.start, ...touching.map(({ start }) => start)),
      end: Math.max(own.end, ...touching.map(({ end }) => end)),
      token: touching.length === 0 ? token : undefined,
      isAlone: touching.every(({ start, end }) => start >= own.start && end <= own.end),
    };
    const last = spans.at(-1);
    if (last !== undefined && (span.start < last.end || (span.start === last.end && touching.length > 0))) {
      spans[spans.length - 1] = { start: last.start, end: Math.max(last.end, span.end), isAlone: false };
    } else spans.push(span);
  }
  return spans;
}

function shiftBy(hunks: readonly Hunk[], counts: (hunk: Hunk) => boolean): number {
  return hunks.reduce((sum, hunk) => (counts(hunk) ? sum + hunk.shift : sum), 0);
}

const BASE64 = /^[A-Za-z0-9+/=]+/u;

// What a token's end would swallow belongs to the secret, be it text or the next token.
function withEnds(pieces: readonly EditedPiece[]): readonly EditedPiece[] {
  const output: EditedPiece[] = [];
  for (const piece of pieces) {
    const last = output.at(-1);
    const isText = piece.kind === 'text';
    if (isText && piece.text === '') continue;
    // Tokens that stood side by side before still may.
    const stays =
      last === undefined || last.kind === 'text' || (last.kind === 'token' && piece.kind === 'token');
    const taken = isText ? (BASE64.exec(piece.text)?.[0] ?? '') : piece.text;
    if (stays || (isText && taken === '')) {
      output.push(piece);
      continue;
    }
    output[output.length - 1] = { kind: 'secret', text: last.text + taken };
    const rest = piece.text.slice(taken.length);
    if (rest !== '') output.push({ kind: 'text', text: rest });
  }
  return output;
}
