/** A piece of a stretch: source text that is kept, or a plaintext that must be written in the format's way. */
export type Part =
  | { readonly kept: string; readonly plaintext?: never }
  | { readonly plaintext: string; readonly kept?: never };

/** Why a stretch cannot hold its plaintexts, and what to do about it; never the plaintext itself. */
export class Refusal {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** `[start, end)` of a document that is written anew as one where it holds tokens: a scalar, or a comment. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** The source of the stretch with its plaintexts in it; `reveal` turns a decoded string with markers into its value. */
  readonly write: (parts: readonly Part[], reveal: (marked: string) => string) => string | Refusal;
}

/** The source with each plaintext as `escape` writes it, all else kept. */
export function join(parts: readonly Part[], escape: (plaintext: string) => string): string {
  return parts.map((part) => part.kept ?? escape(part.plaintext)).join('');
}

/** Every plaintext of a stretch. */
export function plaintextsOf(parts: readonly Part[]): readonly string[] {
  return parts.flatMap((part) => (part.plaintext === undefined ? [] : [part.plaintext]));
}

/** Joins a text from its `stretches` that changed, in order, and all that lies between them. */
export function splice(
  text: string,
  changes: readonly { readonly start: number; readonly end: number; readonly source: string }[],
): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end, source } of changes) {
    pieces.push(text.slice(from, start), source);
    from = end;
  }
  return pieces.join('') + text.slice(from);
}
