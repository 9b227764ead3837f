import { type Fact, STALE } from '../state.ts';

/** An event's time is cut to whole seconds: only a read that began this much later has surely seen what it tells. In milliseconds. */
export const EVENT_STALE: number = STALE + 1_000;

/** How long an ended fact is kept at least: no run lasts longer than 15 minutes, so that older reads are in by then. */
const KEPT = 15 * 60_000 + EVENT_STALE;

export function holds(fact: Fact | undefined): boolean {
  return fact !== undefined && fact.ended === undefined;
}

/** Whether it holds, and gives at least a part of what it stands for. */
export function isEffective(fact: Fact | undefined): boolean {
  return holds(fact) && fact?.withheld !== 'all';
}

/** What makes a removal due; undefined where nothing does. */
export function dueBy(fact: Fact): 'event' | 'read' | undefined {
  if (fact.ended !== undefined) return undefined;
  if (fact.claimed !== undefined) return 'event';
  return fact.confirmed === undefined ? undefined : 'read';
}

/** A complete read that began at `at` shows it. */
export function shown(fact: Fact | undefined, at: number): Fact {
  if (fact === undefined) return { seen: at };
  const { seen, begun, missed, confirmed, claimed, ended } = fact;
  if (claimed !== undefined && at < claimed + EVENT_STALE) return fact;
  if (ended !== undefined) return at <= ended ? fact : { seen: at };
  if (claimed === undefined && missed === undefined && at <= seen) return fact;
  const last = Math.max(seen, at);
  const times = begun !== undefined && last < begun + EVENT_STALE ? { seen: last, begun } : { seen: last };
  if (missed === undefined || at >= (confirmed ?? missed)) return times;
  // Later reads missed it; where it was there between two, the second is the first that missed it since then.
  if (confirmed === undefined) return { ...times, missed };
  return at > missed ? { ...times, missed: confirmed } : { ...times, missed, confirmed };
}

/** A complete read that began at `at` does not show it; `confirmAfter` is in milliseconds. */
export function notShown(fact: Fact, at: number, confirmAfter: number): Fact {
  const { seen, begun, missed, confirmed, ended } = fact;
  if (ended !== undefined || confirmed !== undefined || at <= seen) return fact;
  if (begun !== undefined && at < begun + EVENT_STALE) return fact;
  if (missed === undefined || at < missed) return { ...fact, missed: at };
  return at - missed >= confirmAfter ? { ...fact, confirmed: at } : fact;
}

/** An event says that it ended at `at`. */
export function claimedEnd(fact: Fact | undefined, at: number): Fact {
  if (fact === undefined) return { seen: 0, claimed: at, ended: at };
  const { seen, begun, claimed, ended } = fact;
  if (claimed !== undefined && claimed >= at) return fact;
  if (ended !== undefined) return { ...fact, claimed: at, ended: Math.max(ended, at) };
  // In the same second the end wins, until a read decides.
  const isOld = (begun !== undefined && begun > at) || seen >= at + EVENT_STALE;
  return isOld ? fact : { ...fact, claimed: at };
}

/** An event says that it began at `at`; `lastRead` is the start of the last complete read of it, 0 for none. */
export function claimedBegin(
  fact: Fact | undefined,
  { at, lastRead }: { readonly at: number; readonly lastRead: number },
): Fact | undefined {
  const isDecided = lastRead >= at + EVENT_STALE;
  if (fact === undefined) return isDecided ? undefined : { seen: at, begun: at };
  const { seen, begun, missed, confirmed, claimed, ended } = fact;
  if (ended !== undefined) return at > ended && !isDecided ? { seen: at, begun: at } : fact;
  if ((claimed !== undefined && claimed >= at) || (begun !== undefined && begun >= at)) return fact;
  if (seen >= at + EVENT_STALE && claimed === undefined && missed === undefined) return fact;
  // Of the reads that missed it, those count that cannot be from before this.
  const misses = [missed, confirmed].filter((each) => each !== undefined && each >= at + EVENT_STALE);
  const [first, second] = misses;
  return {
    seen: Math.max(seen, at),
    ...(seen >= at + EVENT_STALE ? {} : { begun: at }),
    ...(first === undefined ? {} : { missed: first }),
    ...(second === undefined ? {} : { confirmed: second }),
  };
}

/** Takes away what is due. */
export function taken<Known extends Fact>(fact: Known): Known {
  return { ...fact, ended: Math.max(fact.claimed ?? 0, fact.confirmed ?? 0) };
}

/** Whether it holds, but has been missed since it was seen, or is to be taken away. */
export function isInDoubt(fact: Fact): boolean {
  return holds(fact) && (fact.missed !== undefined || dueBy(fact) !== undefined);
}

/** Whether no read has shown it since an event made it. */
export function isTold({ begun, seen }: Fact): boolean {
  return begun !== undefined && seen <= begun;
}

/** Takes away what is due, and nothing else. */
export function takenIfDue<Known extends Fact>(fact: Known): Known {
  return dueBy(fact) === undefined ? fact : taken(fact);
}

/** Whether an ended fact has been kept for long enough: no read from before its end can still come in. */
export function isForgettable({ ended }: Fact, now: number): boolean {
  return ended !== undefined && now >= ended + KEPT;
}
