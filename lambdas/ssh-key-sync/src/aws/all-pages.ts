import { KmscryptError } from '@kmscrypt/core/error';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; absent on the last. */
  readonly next?: string | undefined;
}

/**
 * Reads page after page.
 *
 * @param what for messages
 * @returns undefined where a page is: there is no such thing, or no longer.
 * @throws KmscryptError `AWS_FAILED` where a page leads back to one before it; whatever `read` throws
 */
export async function allPages<Item>(
  what: string,
  read: (from: string | undefined) => Promise<Page<Item> | undefined>,
): Promise<readonly Item[] | undefined> {
  const items: Item[] = [];
  const seen = new Set<string>();
  let from: string | undefined;
  for (;;) {
    const page = await read(from);
    if (page === undefined) return undefined;
    for (const item of page.items) items.push(item);
    if (page.next === undefined) return items;
    if (seen.has(page.next)) {
      throw new KmscryptError('AWS_FAILED', `${what}: two pages say that the same one follows`);
    }
    seen.add(page.next);
    from = page.next;
  }
}
