import { createHash } from 'node:crypto';
import type { Needs } from './needs.ts';

/**
 * Names an invalidation: the same changes under the same config have the same name, even if S3 or the budget meanwhile lead
 * to other items, so that CloudFront carries out what is sent twice only once. Where a plan has several invalidations, their
 * items tell them apart.
 *
 * @param eventIds sorted.
 * @param items absent where the plan has only one invalidation.
 */
export function callerReference(
  { distribution, sites }: Pick<Needs, 'distribution' | 'sites'>,
  eventIds: readonly string[],
  items?: readonly string[],
): string {
  const hash = createHash('sha256');
  for (const part of [[distribution, JSON.stringify(sites)], eventIds, items ?? []]) {
    hash.update(`${part.length}\n`);
    for (const text of part) hash.update(`${text}\n`);
  }
  return hash.digest('hex');
}
