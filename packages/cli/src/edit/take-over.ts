import { type Change, type Document, type OutlineValue, readDocument } from '@kmscrypt/core/documents';
import { KmscryptError } from '@kmscrypt/core/error';
import { encryptFields, type PlainField } from '../config-file/encrypt-fields.ts';
import type { ConfigFile } from '../config-file/open.ts';
import { selectorOf } from '../settings/selection.ts';
import type { KeyAccess } from './kept-edit.ts';
import { type Outcome, planEdit } from './plan.ts';
import type { Shown } from './shown.ts';

/**
 * Turns an edited text into what the file is to hold: old tokens where their values stayed, new ones for what changed.
 *
 * @throws KmscryptError `FORMAT_NOT_PARSABLE`, `PATH_AMBIGUOUS`, `FORMAT_CANNOT_EXPRESS`, and as `encryptItems`
 */
export async function takeOver(
  file: ConfigFile,
  { shown, edited }: { readonly shown: Shown; readonly edited: string },
  access: KeyAccess,
): Promise<string> {
  const { format } = file.document;
  const document = await readDocument(format, edited);
  const fields = document.fields().map(({ path, value: { type, text } }) => ({ path, type, text }));
  const { rule } = file.found;
  const outcomes = planEdit(shown.fields, fields, {
    isSelected: rule?.encrypt === undefined ? () => false : selectorOf(rule.encrypt, document),
    mayMove: rule?.bind !== 'path',
  });
  const tokens = await encryptSecrets(
    file,
    outcomes.map((outcome, index) => ({ outcome, path: fields[index]?.path ?? [] })),
    access,
  );
  const changes = outcomes.flatMap((outcome, index): Change[] => {
    const { path } = fields[index] ?? { path: [] };
    if (outcome.kind === 'plain') return [];
    return [{ path, scalar: { type: 'string', text: textOf(outcome, tokens) } }];
  });
  return withOldSources(file.document, document, changes);
}

/** New tokens by the pieces that they are for. */
type NewTokens = ReadonlyMap<object, string>;

async function encryptSecrets(
  file: ConfigFile,
  edited: readonly { readonly outcome: Outcome; readonly path: PlainField['path'] }[],
  access: KeyAccess,
): Promise<NewTokens> {
  const secrets = edited.flatMap(({ outcome, path }) => {
    if (outcome.kind !== 'changed') return [];
    const { pieces } = outcome;
    const type = pieces.length === 1 ? outcome.type : 'string';
    const found = pieces.filter(({ kind }) => kind === 'secret');
    return found.map((piece) => ({ piece, field: { path, plaintext: piece.text, type } }));
  });
  if (secrets.length === 0) return new Map();
  const tokens = await encryptFields(
    file,
    secrets.map(({ field }) => field),
    access,
  );
  return new Map(secrets.map(({ piece }, index) => [piece, tokens[index] ?? '']));
}

function textOf(outcome: Exclude<Outcome, { kind: 'plain' }>, tokens: NewTokens): string {
  if (outcome.kind === 'kept') {
    return (outcome.from.pieces ?? []).map(({ text, token }) => token ?? text).join('');
  }
  return outcome.pieces
    .map((piece) => (piece.kind === 'token' ? piece.token : (tokens.get(piece) ?? piece.text)))
    .join('');
}

/**
 * Writes the values; what says the same as at this path of the old document as it stood there, so that quotes and line breaks
 * that the plaintext needed in the editor leave no trace.
 */
async function withOldSources(old: Document, edited: Document, changes: readonly Change[]): Promise<string> {
  const document = edited.changed(changes);
  const { text } = document;
  const before = new Map(old.fields().map(({ path, value }) => [JSON.stringify(path), value]));
  let output = '';
  let at = 0;
  const changed = new Set(changes.map(({ path }) => JSON.stringify(path)));
  for (const { path, value } of document.fields()) {
    const same = before.get(JSON.stringify(path));
    if (!changed.has(JSON.stringify(path)) || same?.text !== value.text || same.type !== value.type) continue;
    if (value.start < at) continue;
    const source = old.text.slice(same.start, same.end);
    output += text.slice(at, value.start) + source;
    at = value.end + breakBeyond(text, value, source);
  }
  output += text.slice(at);
  return output === text || (await saysTheSame(document, output)) ? output : text;
}

/** A block scalar of YAML takes its last line break with it; one that it was written as in the editor may not. */
function breakBeyond(text: string, { start, end }: OutlineValue, source: string): number {
  if (!source.endsWith('\n') || text.slice(start, end).endsWith('\n')) return 0;
  return /^\r?\n/u.exec(text.slice(end, end + 2))?.[0].length ?? 0;
}

async function saysTheSame(document: Document, text: string): Promise<boolean> {
  const say = (of: Document): string =>
    JSON.stringify(of.fields().map(({ path, value }) => [path, value.type, value.text]));
  try {
    return say(await readDocument(document.format, text)) === say(document);
  } catch (error) {
    if (error instanceof KmscryptError) return false;
    throw error;
  }
}
