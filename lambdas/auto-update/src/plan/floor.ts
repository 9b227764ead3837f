import type { HostCount } from '../config/fields.ts';
import type { Policy } from '../config/policy.ts';

/**
 * The fewest hosts that have to serve: `minHealthy`, a share of which is rounded up, or all but `maxUnavailable`, a share of which is rounded
 * down, but one host at least; whichever is more.
 */
export function floorOf(
  size: number,
  { minHealthy, maxUnavailable }: Pick<Policy, 'minHealthy' | 'maxUnavailable'>,
): number {
  return Math.max(0, minHealthyOf(size, minHealthy), size - maxUnavailableOf(size, maxUnavailable));
}

export function minHealthyOf(size: number, minHealthy: HostCount): number {
  return Math.ceil(countOf(size, minHealthy));
}

export function maxUnavailableOf(size: number, maxUnavailable: HostCount): number {
  const count = countOf(size, maxUnavailable);
  return typeof maxUnavailable === 'number' ? count : Math.max(1, Math.floor(count));
}

/** Of a share it may be broken. Multiplied before it is divided: a share of whole hosts is whole. */
export function countOf(size: number, count: HostCount): number {
  return typeof count === 'number' ? count : (size * Number(count.slice(0, -1))) / 100;
}

/** Whether one host may be out of service though the floor lets none be. */
export function mayHaveOutage(
  size: number,
  policy: Pick<Policy, 'minHealthy' | 'maxUnavailable' | 'outage'>,
): boolean {
  return policy.outage === 'window' && isNeverFree(size, policy);
}

/** Whether the floor lets no host be taken out, even where all serve. */
export function isNeverFree(size: number, policy: Pick<Policy, 'minHealthy' | 'maxUnavailable'>): boolean {
  return size - 1 < floorOf(size, policy);
}
