import { DAY } from './times.ts';
import type { Fleet, Promotion } from './config.ts';
import type { Usable } from './plan-types.ts';
import { thinned } from './promotion/thinned.ts';
import type { Promoted, PromotionRecord } from './release.ts';

/** How long an environment may be unseen and count as quiet nevertheless; it is told hourly. In milliseconds. */
const LONGEST_GAP = 6 * 3_600_000;

export interface UsableOptions {
  /** Absent: there is no order of environments. */
  readonly promotion: Pick<Promotion, 'after' | 'quietDays'> | undefined;
  /** Of the fleet here. The environment before may have, or have had, it in another one. */
  readonly mode: Fleet['mode'];
  /** What the environment before says of the fleet; absent where it has said nothing. */
  readonly record: PromotionRecord | undefined;
  readonly now: number;
}

/**
 * The newest release for this kind of mode whose run ended long enough ago, with nothing wrong since; days that nobody has looked at do not
 * count. One with packages proves no image, and one with an image no packages.
 */
export function usableOf({ promotion, mode, record, now }: UsableOptions): Usable {
  const { after, quietDays = 0 } = promotion ?? {};
  if (after === undefined) return { kind: 'newest' };
  const { releases = [], disturbed: last = -Infinity } = record ?? {};
  const newest = releases
    .filter(({ release }) => (release.image !== undefined) === (mode === 'refresh'))
    .toSorted((one, other) => other.at - one.at);
  const quiet = newest.filter(({ at }) => at > last);
  const until = Math.min(now, lookedUntil(record));
  // With no days to wait for nobody has to have looked since its run ended.
  const found = quiet.find(({ at }) => at <= (quietDays === 0 ? now : until - quietDays * DAY));
  if (found !== undefined) return { kind: 'promoted', release: found.release, environment: after };
  const isOther = newest.length < releases.length;
  const why = { mode, isOther, newest, quiet, last, quietDays, now, until };
  return { kind: 'none', reason: whyNone(after, why) };
}

/** A record from before it was told counts up to its last news. */
function lookedUntil(record: PromotionRecord | undefined): number {
  const { releases = [], disturbed: last = -Infinity, looked: until } = record ?? {};
  return until ?? Math.max(last, ...releases.map(({ at }) => at));
}

interface Why {
  readonly mode: Fleet['mode'];
  /** Whether there are releases for the other kind of mode. */
  readonly isOther: boolean;
  readonly newest: readonly Promoted[];
  readonly quiet: readonly Promoted[];
  readonly last: number;
  readonly quietDays: number;
  readonly now: number;
  /** Until when somebody has looked. */
  readonly until: number;
}

function whyNone(
  environment: string,
  { mode, isOther, newest, quiet, last, quietDays, now, until }: Why,
): string {
  if (newest.length === 0) {
    const none = `${environment} has not ended a run of this fleet well yet`;
    return isOther ? `${none} in mode ${otherThanIts(mode)}` : none;
  }
  const oldest = quiet.at(-1);
  if (oldest === undefined)
    return `${environment} has not been quiet: an alarm fired or a run ended badly at ${timeOf(last)}, and no run has ended well since`;
  const wanted = oldest.at + quietDays * DAY;
  if (wanted <= now)
    return `${environment} has not been looked at since ${timeOf(until)}: see its Lambda; what nobody looks at is not quiet`;
  const due = timeOf(wanted);
  return `${environment} has to be quiet for ${quietDays} days: until ${due}, if nothing goes wrong`;
}

function otherThanIts(mode: Fleet['mode']): string {
  return mode === 'refresh'
    ? 'refresh: what it has run well with are packages, not an image'
    : 'in-place or ecs: what it has run well with is an image, not packages';
}

function timeOf(time: number): string {
  return new Date(time).toISOString();
}

/**
 * A run has ended well with a release. A release that had been told is as old as it was, so that days of quiet pass while run after run
 * confirms it; unless something has gone wrong since.
 */
export function promoted(record: PromotionRecord, news: Promoted): PromotionRecord {
  const { releases, disturbed: last = -Infinity } = record;
  const same = releases.find(({ release }) => release.id === news.release.id);
  if (same !== undefined && (same.at > last || same.at >= news.at)) return record;
  const others = releases.filter((each) => each !== same);
  const all = [news, ...others].toSorted((one, other) => other.at - one.at);
  return { ...record, releases: thinned(all) };
}

/** Something has gone wrong. */
export function disturbed(record: PromotionRecord, at: number): PromotionRecord {
  return at > (record.disturbed ?? -Infinity) ? { ...record, disturbed: at } : record;
}

/** Somebody has looked, and could see. Where nobody had for long before, whatever was wrong then has not been seen: that is as if it had been. */
export function looked(record: PromotionRecord, at: number): PromotionRecord {
  const { looked: before } = record;
  if (before !== undefined && at <= before) return record;
  const isGap = before !== undefined && at - before > LONGEST_GAP;
  return { ...(isGap ? disturbed(record, at) : record), looked: at };
}
