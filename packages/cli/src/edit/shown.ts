import type { Change, Document, Field } from '@kmscrypt/core/documents';
import { KmscryptError } from '@kmscrypt/core/error';
import { findTokens } from '@kmscrypt/core/token';
import { isUtf8 } from 'node:buffer';
import type { ConfigFile } from '../config-file/open.ts';
import { carriedBy, typeOf } from '../config-file/placed-tokens.ts';
import type { ShownField } from './plan.ts';
import type { Piece } from './realign.ts';

/** What the editor shows of a file. */
export interface Shown {
  readonly text: string;
  readonly fields: readonly ShownField[];
}

/**
 * Puts plaintexts into the values of a file. What no editor could show stays a token: a binary plaintext, or one that the
 * format cannot hold; so do tokens in comments.
 */
export async function showPlaintexts(
  { document }: Pick<ConfigFile, 'document'>,
  plaintexts: ReadonlyMap<string, Uint8Array>,
): Promise<Shown> {
  const fields = await Promise.all(document.fields().map((field) => shownField(field, plaintexts)));
  const changes = fields.flatMap((field): Change[] =>
    field.pieces === undefined ? [] : [{ path: field.path, scalar: { type: field.type, text: field.text } }],
  );
  const { shown, failed } = changeWhatCan(document, changes);
  const values = new Map(shown.fields().map(({ path, value }) => [JSON.stringify(path), value]));
  const left = new Set(failed.map(({ path }) => path));
  return {
    text: shown.text,
    fields: fields.map((field): ShownField => {
      const { type, text: value } = values.get(JSON.stringify(field.path)) ?? field;
      return { path: field.path, type, text: value, pieces: left.has(field.path) ? undefined : field.pieces };
    }),
  };
}

async function shownField(
  { path, value }: Field,
  plaintexts: ReadonlyMap<string, Uint8Array>,
): Promise<ShownField> {
  const pieces = piecesOf(value.text, plaintexts);
  const plain: ShownField = { path, type: value.type, text: value.text };
  if (pieces === undefined) return plain;
  const [only] = pieces;
  const type = pieces.length === 1 && only?.token ? typeOf(await carriedBy(only.token)) : 'string';
  return { path, type, text: pieces.map(({ text }) => text).join(''), pieces };
}

function piecesOf(text: string, plaintexts: ReadonlyMap<string, Uint8Array>): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end, token } of findTokens(text)) {
    const plaintext = plaintexts.get(token);
    if (plaintext === undefined || !isUtf8(plaintext)) continue;
    if (start > at) pieces.push({ text: text.slice(at, start) });
    pieces.push({ text: Buffer.from(plaintext).toString('utf8'), token });
    at = end;
  }
  if (pieces.length === 0) return undefined;
  return at === text.length ? pieces : [...pieces, { text: text.slice(at) }];
}

// All at once, or, where some are refused, all but those; they are found by halving, as each attempt reads the text again.
function changeWhatCan(
  document: Document,
  changes: readonly Change[],
): { readonly shown: Document; readonly failed: readonly Change[] } {
  const attempt = (some: readonly Change[]): Document | undefined => {
    try {
      return document.changed(some);
    } catch (error) {
      if (error instanceof KmscryptError) return undefined;
      throw error;
    }
  };
  const refused = (some: readonly Change[]): readonly Change[] => {
    if (attempt(some) !== undefined) return [];
    if (some.length === 1) return some;
    const middle = some.length >> 1;
    return [...refused(some.slice(0, middle)), ...refused(some.slice(middle))];
  };
  const all = attempt(changes);
  if (all !== undefined) return { shown: all, failed: [] };
  const failed = refused(changes);
  const shown = attempt(changes.filter((change) => !failed.includes(change)));
  return shown === undefined ? { shown: document, failed: changes } : { shown, failed };
}
