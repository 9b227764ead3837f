import { timeText } from '@kmscrypt/lambda';
import type { Key, User } from '../state.ts';

/** Keys by id, with their types, or why they open nothing. */
export function keyLines({ keys }: Pick<User, 'keys'>): readonly string[] {
  return Object.entries(keys).map(([id, key]) => `${id}: ${keyWords(key)}`);
}

function keyWords({ body, refused, ended, seen }: Key): string {
  if (ended !== undefined) return `ended at ${timeText(ended)}`;
  if (refused !== undefined) return `refused: ${refused}`;
  return body === undefined ? 'not read yet' : `${body.split(' ')[0] ?? ''}, last seen at ${timeText(seen)}`;
}
