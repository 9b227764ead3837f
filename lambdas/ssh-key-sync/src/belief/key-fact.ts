import { readPublicKey } from '../public-key.ts';
import type { Fact, Key } from '../state.ts';

/** Ids of keys of the tree of parameters begin so: all others are of IAM. */
export const PARAMETER = 'parameter:';

type Body = Pick<Key, 'body' | 'refused'>;

/** What is known of a key's body: nothing, where it is only known to have ended. */
export function bodyOf(key: Key | undefined): Body | undefined {
  if (key?.body !== undefined) return { body: key.body };
  return key?.refused === undefined ? undefined : { refused: key.refused };
}

export function bodyFrom(line: string): Body {
  return readPublicKey(line);
}

/** A fact about a key, with its body. */
export function keyOf(fact: Fact, body: Body | undefined): Key {
  return { ...fact, ...body };
}

/** The same without the body. */
export function factOf(key: Key): Fact;
export function factOf(key: Key | undefined): Fact | undefined;
export function factOf(key: Key | undefined): Fact | undefined {
  if (key === undefined) return undefined;
  const { body: _body, refused: _refused, ...fact } = key;
  return fact;
}
