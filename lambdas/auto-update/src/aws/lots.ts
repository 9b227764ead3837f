import pLimit from 'p-limit';

/** Calls that are made at once, of one kind. */
const AT_ONCE = 8;

/** Parts of at most so many, in order. */
export function lotsOf<Item>(items: readonly Item[], most: number): readonly (readonly Item[])[] {
  const lots: (readonly Item[])[] = [];
  for (let at = 0; at < items.length; at += most) lots.push(items.slice(at, at + most));
  return lots;
}

/** Does something for each, a few at once; the first failure is that of all. */
export async function forEach<Item, Result>(
  items: readonly Item[],
  how: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const limit = pLimit(AT_ONCE);
  try {
    return await Promise.all(items.map((item) => limit(() => how(item))));
  } finally {
    // After a failure no further one is begun.
    limit.clearQueue();
  }
}
