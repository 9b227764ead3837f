import type { TableCaller } from '@kmscrypt/lambda';
import type { Item, Key, Range, Table } from './table.ts';

/** Every item of a range, page by page. @param most so many at most; default all */
export async function allOf(
  call: TableCaller<Table>,
  range: Range,
  { most = Infinity, signal }: { readonly most?: number; readonly signal: AbortSignal },
): Promise<readonly Item[]> {
  const found: Item[] = [];
  let after: Key | undefined;
  do {
    const page = await call('Query', signal, (table) =>
      table.query({ ...range, after, ...(most === Infinity ? {} : { most: most - found.length }) }, signal),
    );
    for (const item of page.items) found.push(item);
    after = page.next;
  } while (after !== undefined && found.length < most);
  return found;
}
