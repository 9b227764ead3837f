import { createHash } from 'node:crypto';
import type { SyncConfig } from './config.ts';
import type { Held } from './state.ts';

/** How many of so many users with access may lose something at a time. */
export function mostOf({ most, percent }: SyncConfig['removals'], users: number): number {
  return Math.max(most, Math.floor((percent * users) / 100));
}

/**
 * The losses that stay held, however few of them are left: none where the config by now allows as many as were held at first. An emptied
 * group is no matter of how many.
 */
export function stayingIn(held: Held | undefined, removals: SyncConfig['removals']): ReadonlySet<string> {
  const { counted, reason } = held ?? {};
  const isAllowed =
    reason !== 'empty-group' && counted !== undefined && counted.users <= mostOf(removals, counted.of);
  return new Set(isAllowed ? [] : held?.losses);
}

/**
 * What is held now. For as long as it is no more than what was held before it keeps its id, so that an approval of that lets it go; with
 * anything that was not, it is another.
 */
export function holdOf(now: Omit<Held, 'id'>, before: Held | undefined): Held {
  const known = new Set(before?.losses);
  if (before !== undefined && now.losses.every((loss) => known.has(loss)))
    return {
      ...before,
      counted: before.counted ?? now.counted,
      reason: now.reason,
      users: now.users,
      losses: now.losses,
    };
  const isLess = (now.counted?.users ?? 0) < (before?.counted?.users ?? 0);
  return { id: idOf(now), ...now, counted: isLess ? before?.counted : now.counted };
}

/** The same losses have the same id, whenever they were found; those of a config never that of what IAM's changes take away. */
function idOf({ reason, losses }: Omit<Held, 'id'>): string {
  const all = [...(reason === 'config' ? ['config'] : []), ...losses];
  return createHash('sha256').update(all.join('\n')).digest('hex').slice(0, 12);
}
