import type { Standing } from '../plan-types.ts';
import { DAY } from '../times.ts';

/**
 * How old the hosts of a fleet are.
 *
 * @param since when each was last updated or launched; those of which that is not known are not old, and left out
 */
export function agesOf(
  since: readonly (number | undefined)[],
  now: number,
): Pick<Standing, 'behind' | 'oldestDays'> {
  const ages = since.flatMap((at) => (at === undefined ? [] : [Math.max(0, now - at) / DAY]));
  const olderThan = (days: number): number => ages.filter((age) => age > days).length;
  return {
    behind: { days7: olderThan(7), days14: olderThan(14), days30: olderThan(30) },
    oldestDays: Math.floor(ages.reduce((most, age) => Math.max(most, age), 0)),
  };
}
