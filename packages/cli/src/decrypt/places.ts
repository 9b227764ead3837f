import { DOCUMENT_FORMATS, type Document, readDocument, type Scalar } from '@kmscrypt/core/documents';
import { MESSAGE_PREFIX } from '../config-file/open.ts';
import { carriedBy, checkPlaces, placedTokens, typeOf } from '../config-file/placed-tokens.ts';
import type { Work } from './work.ts';

/**
 * Reads a text by paths where that matters: its rule binds tokens, or a message says where it belongs or what type it has.
 * Undefined where nothing does.
 *
 * @throws KmscryptError `FORMAT_NOT_PARSABLE`, `TOKEN_MISPLACED`
 */
export async function readPlaces({
  text,
  format,
  matches,
  location,
  found,
}: Work): Promise<Document | undefined> {
  const name = DOCUMENT_FORMATS.find((each) => each === format);
  if (name === undefined || typeof text !== 'string' || matches.length === 0) return undefined;
  const messages = matches.filter(({ token }) => token.startsWith(MESSAGE_PREFIX));
  const bind = found.rule?.bind;
  if (bind === undefined && !(await carriesAny(messages.map(({ token }) => token)))) return undefined;
  const document = await readDocument(name, text);
  await checkPlaces({ document, found, path: location }, placedTokens(document), bind);
  return document;
}

/** Whether a message carries a pair of ours; a broken one is told when it is opened. */
async function carriesAny(tokens: readonly string[]): Promise<boolean> {
  for (const token of new Set(tokens)) {
    const carried = await carriedBy(token).catch(() => ({}));
    if (Object.keys(carried).some((name) => name.startsWith('kmscrypt-'))) return true;
  }
  return false;
}

/**
 * Puts in the values that are no strings, as literals: those whose whole is a token that says so.
 *
 * @throws KmscryptError `FORMAT_CANNOT_EXPRESS` where the format has no such literal
 */
export async function writeLiterals(
  document: Document,
  plaintexts: ReadonlyMap<string, Uint8Array>,
): Promise<string> {
  const changes: { path: (string | number)[]; scalar: Scalar }[] = [];
  for (const { token, field } of placedTokens(document)) {
    if (field === undefined || field.value.text !== token) continue;
    const type = typeOf(await carriedBy(token));
    const text = Buffer.from(plaintexts.get(token) ?? '').toString('utf8');
    if (type !== 'string') changes.push({ path: [...field.path], scalar: { type, text } });
  }
  return document.change(changes);
}
