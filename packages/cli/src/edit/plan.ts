import { type Path, pointerOf, type ScalarType } from '@kmscrypt/core/documents';
import { findTokens } from '@kmscrypt/core/token';
import { type EditedPiece, type Piece, realign } from './realign.ts';

/** A value as it was shown in the editor, and what stands for it in the file. */
export interface ShownField {
  readonly path: Path;
  readonly type: ScalarType;
  readonly text: string;
  /** What it is made of, where its tokens were shown as plaintexts. */
  readonly pieces?: readonly Piece[] | undefined;
}

/** A value as the editor left it. */
export interface EditedField {
  readonly path: Path;
  readonly type: ScalarType;
  readonly text: string;
}

/** What becomes of an edited value. */
export type Outcome =
  /** It stays as the editor left it. */
  | { readonly kind: 'plain' }
  /** It is what was shown at `from`: that value's tokens stand for it again. */
  | { readonly kind: 'kept'; readonly from: ShownField }
  /** It is made of text, tokens that stay, and secrets to encrypt; `type` is that of a secret which is all of it. */
  | { readonly kind: 'changed'; readonly pieces: readonly EditedPiece[]; readonly type: ScalarType };

/** What decides on values that were not there before. */
export interface Policy {
  /** Whether the rule demands a token at a path. */
  readonly isSelected: (path: Path) => boolean;
  /** Whether a token may stand at another path than before. */
  readonly mayMove: boolean;
}

/**
 * Decides what becomes of each edited value. A secret never comes out as text: what was a token stays one or becomes a new
 * one, and so does what took the place of a token that has gone, even if its key was renamed.
 */
export function planEdit(
  shown: readonly ShownField[],
  edited: readonly EditedField[],
  { isSelected, mayMove }: Policy,
): readonly Outcome[] {
  const before = new Map(shown.map((field) => [pointerOf(field.path), field]));
  const isSame = (one: ShownField, other: EditedField): boolean =>
    one.type === other.type && one.text === other.text;
  const outcomes = new Map<EditedField, Outcome>();
  const unclaimed = new Set(shown.filter(isSecret));

  for (const field of edited) {
    const old = before.get(pointerOf(field.path));
    if (old === undefined || !isSame(old, field)) continue;
    outcomes.set(field, old.pieces === undefined ? { kind: 'plain' } : { kind: 'kept', from: old });
    unclaimed.delete(old);
  }
  // A secret that stands elsewhere now: an item was added before it, or its key has another name.
  for (const field of edited.filter((each) => !outcomes.has(each))) {
    const from = Array.from(unclaimed).find((old) => isSame(old, field));
    if (from === undefined) continue;
    if (from.pieces === undefined) outcomes.set(field, { kind: 'plain' });
    else outcomes.set(field, mayMove ? { kind: 'kept', from } : changed(undefined, field));
    unclaimed.delete(from);
  }
  // What was plain before may have moved as well.
  const plain = new Set(shown.flatMap((field) => (isSecret(field) ? [] : [withoutPlaces(field)])));
  const rest = edited.filter((each) => !outcomes.has(each) && !holdsToken(each));
  for (const field of rest) {
    const old = before.get(pointerOf(field.path));
    if (old === undefined || !isSecret(old) || plain.has(withoutPlaces(field))) continue;
    outcomes.set(field, changed(unclaimed.delete(old) ? old : undefined, field));
  }
  // No token stood there. But where one has gone from the document, a new value may be it; and a list's items are alike.
  const hasGone = unclaimed.size > 0;
  // What was secret is so wherever it is copied to.
  const secrets = new Set(
    shown.flatMap((field) => (isSecret(field) && field.type === 'string' ? [field.text] : [])),
  );
  const known = new Set(shown.flatMap((field) => (isSecret(field) ? [] : [field.text])));
  const secretKeys = new Set(shown.flatMap((field) => (isSecret(field) ? [keysOf(field.path)] : [])));
  for (const field of rest.filter((each) => !outcomes.has(each) && isFilled(each))) {
    const isNew = !before.has(pointerOf(field.path)) && !plain.has(withoutPlaces(field));
    const isLikely = isNew && (hasGone || secretKeys.has(keysOf(field.path)));
    const isCopy = secrets.has(field.text) && !known.has(field.text);
    if (isLikely || isCopy || isSelected(field.path)) outcomes.set(field, changed(undefined, field));
  }
  return edited.map((field) => outcomes.get(field) ?? { kind: 'plain' });
}

/** Whether a value held tokens, shown as plaintexts or, where they could not be, as themselves. */
function isSecret(field: ShownField): boolean {
  return field.pieces !== undefined || holdsToken(field);
}

function changed(old: ShownField | undefined, { type, text }: EditedField): Outcome {
  const whole = [{ kind: 'secret', text }] as const;
  if (old?.pieces === undefined || old.pieces.length === 1 || type !== 'string') {
    return { kind: 'changed', type, pieces: whole };
  }
  const pieces = realign(old.pieces, text);
  // A line that was written anew altogether: nobody can tell which part of it is the secret now.
  const isLost = pieces.every(({ kind }) => kind === 'text') && !text.includes('\n');
  return { kind: 'changed', type, pieces: isLost ? whole : pieces };
}

function holdsToken({ text }: EditedField): boolean {
  return findTokens(text).length > 0;
}

function isFilled({ type, text }: EditedField): boolean {
  return type !== 'null' && text !== '';
}

// An item that is added to a list moves those behind it.
function withoutPlaces({ path, type, text }: EditedField): string {
  return JSON.stringify([keysOf(path), type, text]);
}

function keysOf(path: Path): string {
  return JSON.stringify(path.map((step) => (typeof step === 'number' ? 0 : step)));
}
