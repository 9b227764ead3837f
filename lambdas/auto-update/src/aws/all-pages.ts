import { KmscryptError } from '@kmscrypt/core/error';

export interface Page<Item> {
  /** Absent where the answer has no list: it says nothing then, not even that there is nobody. */
  readonly items: readonly Item[] | undefined;
  /** Where the next page begins; absent or empty on the last. */
  readonly next: string | undefined;
}

/**
 * Reads page after page; a page may be empty and have a next one.
 *
 * @param what for messages
 * @throws KmscryptError `AWS_FAILED` where a page has no list, or leads back to one before it; whatever `read` throws
 */
export async function allPages<Item>(
  what: string,
  read: (from: string | undefined) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  const seen = new Set<string>();
  let from: string | undefined;
  do {
    const page = await read(from);
    for (const item of listOf(what, page.items)) items.push(item);
    from = page.next || undefined;
    if (from !== undefined && seen.has(from))
      throw new KmscryptError('AWS_FAILED', `${what}: two pages say that the same one follows`);
    if (from !== undefined) seen.add(from);
  } while (from !== undefined);
  return items;
}

/** @throws KmscryptError `AWS_FAILED` where an answer has no list */
export function listOf<Item>(what: string, list: readonly Item[] | undefined): readonly Item[] {
  if (list === undefined) throw new KmscryptError('AWS_FAILED', `the answer to ${what} has no list`);
  return list;
}
