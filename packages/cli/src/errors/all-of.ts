import { CliError, errorOfSource } from './cli-error.ts';

/**
 * Does something with every item and answers with the results in their order.
 *
 * @param sourceOf the name of an item's source, for messages.
 * @throws CliError the failures of all items together, as `errors`.
 */
export async function allOf<Item, Result>(
  items: readonly Item[],
  sourceOf: (item: Item) => string,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const settled = await Promise.allSettled(items.map(work));
  const errors = items.flatMap((item, index) => {
    const result = settled[index];
    if (result?.status !== 'rejected') return [];
    const error = errorOfSource(result.reason, sourceOf(item));
    if (!(error instanceof CliError)) throw error;
    return error;
  });
  if (errors.length > 0) throw new CliError('SEVERAL', 'something failed', { errors });
  return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}
