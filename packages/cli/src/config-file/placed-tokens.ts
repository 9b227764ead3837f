import type { Document, Field, ScalarType } from '@kmscrypt/core/documents';
import { KmscryptError } from '@kmscrypt/core/error';
import { inspectToken, type TokenInfo } from '@kmscrypt/core/inspect';
import type { EncryptionContext } from '@kmscrypt/core/kms';
import { type Binding, misplacement, RESERVED_PAIRS } from '@kmscrypt/core/place';
import { positionsOf } from '@kmscrypt/core/position';
import { findTokens, type TokenMatch } from '@kmscrypt/core/token';
import { type ConfigFile, type Located, placeIn } from './open.ts';

/** A token of a document, and the value that it stands in; none for a comment or a key. */
export interface PlacedToken extends TokenMatch {
  readonly field?: Field;
}

/** Every token of a document's text, in order. */
export function placedTokens(document: Document): readonly PlacedToken[] {
  const matches = findTokens(document.text);
  if (matches.length === 0) return [];
  const fields = document.fields().toSorted((one, other) => one.value.start - other.value.start);
  let next = 0;
  return matches.map((match) => {
    while ((fields[next]?.value.end ?? Infinity) <= match.start) next += 1;
    const field = fields[next];
    if (field === undefined || match.start < field.value.start) return match;
    // A text is one value only where it is one token: else it holds tokens as a comment does.
    return document.format === 'text' && field.value.text !== match.token ? match : { ...match, field };
  });
}

/** The context that a token carries: a message's; a blob has none that could be read. */
export async function carriedBy(token: string): Promise<EncryptionContext> {
  return contextOf(await inspectToken(token));
}

/** As `carriedBy`, of a token that was inspected before. */
export function contextOf(info: TokenInfo): EncryptionContext {
  return info.kind === 'message' ? info.context : {};
}

/** The type of what a token decrypts to, as far as the token says. */
export function typeOf(carried: EncryptionContext): ScalarType {
  const type = carried[RESERVED_PAIRS.type];
  return TYPES.find((each) => each === type) ?? 'string';
}

const TYPES: readonly ScalarType[] = ['number', 'boolean', 'null', 'datetime'];

/**
 * Refuses tokens that stand elsewhere than where they are bound to.
 *
 * @param demanded what the rule binds to, where a token has to be bound at all.
 * @throws KmscryptError `TOKEN_MISPLACED`, or a `SEVERAL` of them; a broken token passes, opening it tells.
 */
export async function checkPlaces(
  file: Located & Pick<ConfigFile, 'document'>,
  tokens: readonly PlacedToken[],
  demanded: Binding | undefined,
): Promise<void> {
  const carrying = tokens.map(async (token) => {
    try {
      return [{ token, carried: await carriedBy(token.token) }];
    } catch (error) {
      if (error instanceof KmscryptError) return [];
      throw error;
    }
  });
  checkCarried(file, (await Promise.all(carrying)).flat(), demanded);
}

/** A token and the context that it carries. */
export interface Carrying {
  readonly token: PlacedToken;
  readonly carried: EncryptionContext;
}

/**
 * As `checkPlaces`, of tokens that were looked into before.
 *
 * @throws KmscryptError `TOKEN_MISPLACED`, or a `SEVERAL` of them
 */
export function checkCarried(
  file: Located & Pick<ConfigFile, 'document'>,
  tokens: readonly Carrying[],
  demanded: Binding | undefined,
): void {
  const wrong = tokens.flatMap(({ token: { start, field }, carried }) => {
    const reason = misplacement(carried, placeIn(file, field?.path), demanded);
    return reason === undefined ? [] : [{ start, reason }];
  });
  const positions = positionsOf(
    file.document.text,
    wrong.map(({ start }) => start),
  );
  const errors = wrong.map(({ reason }, index) => {
    const position = positions[index];
    return new KmscryptError(
      'TOKEN_MISPLACED',
      `the token was moved or copied here: ${reason}`,
      position ? { position } : {},
    );
  });
  const [first] = errors;
  if (first === undefined) return;
  throw errors.length === 1
    ? first
    : new KmscryptError('SEVERAL', `${errors.length} tokens are misplaced`, { errors });
}
