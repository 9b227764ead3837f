import { batchesOf } from './batches.ts';
import { callerReference } from './caller-reference.ts';
import type { Cover } from './cover.ts';
import type { Invalidation } from './invalidation.ts';
import type { Needs } from './needs.ts';

/** Makes invalidations of a cover and of the cache tags: who asks for what, and for which changes. */
export function invalidationsOf(needs: Needs, cover: Pick<Cover, 'itemOf'>): readonly Invalidation[] {
  const { distribution } = needs;
  const events = eventsByItem(needs, cover);
  const pieces = batchesOf([...events.keys()]).map((items) => {
    const itemEvents = items.map((item) => distinctSorted(events.get(item) ?? []));
    const eventIds = itemEvents.length === 1 ? (itemEvents[0] ?? []) : distinctSorted(itemEvents.flat());
    return { items, itemEvents, eventIds };
  });
  const [only, ...others] = pieces;
  const isOnly = others.length === 0;
  const all = isOnly ? (only?.eventIds ?? []) : distinctSorted(pieces.flatMap(({ eventIds }) => eventIds));
  return pieces.map((piece) => ({
    distribution,
    ...piece,
    callerReference: callerReference(needs, all, isOnly ? undefined : piece.items),
  }));
}

/** By item, the changes that it is for, in no order and some more than once. */
function eventsByItem(
  needs: Needs,
  { itemOf }: Pick<Cover, 'itemOf'>,
): ReadonlyMap<string, readonly string[]> {
  const events = new Map<string, readonly string[]>(needs.tags);
  const shared = new Map<string, string[]>();
  for (const [path, eventIds] of needs.paths) {
    const item = itemOf.get(path) ?? path;
    if (item === path) {
      events.set(item, eventIds);
      continue;
    }
    const known = shared.get(item) ?? [];
    known.push(...eventIds);
    shared.set(item, known);
  }
  for (const [item, eventIds] of shared) events.set(item, eventIds);
  return events;
}

function distinctSorted(texts: readonly string[]): readonly string[] {
  return texts.length < 2 ? texts : [...new Set(texts)].toSorted();
}
