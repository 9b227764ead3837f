import { createHash } from 'node:crypto';
import type { Invalidation } from '../../src/invalidation.ts';
import type { DistributionPlan } from '../../src/plan.ts';

/** An invalidation whose items each have a change of their own, `change of ITEM`, unless it is said whose they are. */
export function invalidationOf(
  distribution: string,
  items: readonly string[],
  more: { readonly reference?: string; readonly itemEvents?: readonly (readonly string[])[] } = {},
): Invalidation {
  const { itemEvents = items.map((item) => [`change of ${item}`]) } = more;
  const eventIds = [...new Set(itemEvents.flat())];
  const { reference = hashOf([distribution, ...eventIds.toSorted()]) } = more;
  return { distribution, items, itemEvents, eventIds, callerReference: reference };
}

export function planOf(
  distribution: string,
  invalidations: readonly Invalidation[],
  isHeld = false,
): DistributionPlan {
  return { distribution, invalidations, isHeld, changedPaths: 0, wildcards: 0, dropped: 0, cost: 0 };
}

/** A plan of one invalidation. */
export function onePlan(distribution: string, items: readonly string[]): DistributionPlan {
  return planOf(distribution, [invalidationOf(distribution, items)]);
}

export function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
