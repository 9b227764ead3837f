import { createHash } from 'node:crypto';
import type { Invalidation } from '../invalidation.ts';

/**
 * The same invalidation under a caller reference that tells its items too. With it, an answer that the reference is in use can
 * only mean these very items.
 */
function withItemsInReference(invalidation: Invalidation): Invalidation {
  const { callerReference, items } = invalidation;
  const hash = createHash('sha256').update(JSON.stringify([callerReference, items]));
  return { ...invalidation, callerReference: hash.digest('hex') };
}

/**
 * Both halves of an invalidation of two items or more. Their references follow from its own and their items: where a run ends
 * between them, the next one halves the same invalidation in the same way, and pays for no half twice.
 */
export function halvesOf(invalidation: Invalidation): readonly [Invalidation, Invalidation] {
  const middle = Math.ceil(invalidation.items.length / 2);
  return [part(invalidation, 0, middle), part(invalidation, middle, invalidation.items.length)];
}

function part(whole: Invalidation, from: number, to: number): Invalidation {
  const itemEvents = whole.itemEvents.slice(from, to);
  const eventIds = [...new Set(itemEvents.flat())];
  return withItemsInReference({ ...whole, items: whole.items.slice(from, to), itemEvents, eventIds });
}
