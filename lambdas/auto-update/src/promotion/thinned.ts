import type { Promoted } from '../release.ts';

/** What a record keeps. */
export const MOST_RELEASES = 40;
/** The most days of quiet that a config may ask for, in milliseconds: one release that is older is enough. */
const LONGEST = 60 * 86_400_000;

/**
 * Leaves releases out where they are dense, so that however often runs end there is one that has been quiet for long enough. The newest and
 * the oldest stay.
 *
 * @param releases the newest first
 */
export function thinned(releases: readonly Promoted[]): readonly Promoted[] {
  const newest = releases[0]?.at ?? 0;
  const firstOld = releases.findIndex(({ at }) => at <= newest - LONGEST);
  const kept = firstOld === -1 ? [...releases] : releases.slice(0, firstOld + 1);
  while (kept.length > MOST_RELEASES) {
    const gaps = kept.slice(1, -1).map((_, index) => (kept[index]?.at ?? 0) - (kept[index + 2]?.at ?? 0));
    kept.splice(1 + gaps.indexOf(Math.min(...gaps)), 1);
  }
  return kept;
}
