import {
  type AlarmMemory,
  isNewest,
  type SeenChange,
  seenIn,
  withChange,
  withChanged,
} from './alarm-memory.ts';
import type { FanoutConfig } from './config.ts';

/** When an alarm is flapping; `false`: never. Times are in seconds. */
export type FlappingRule = FanoutConfig['flapping'];
type Rule = Exclude<FlappingRule, false>;

/** What happened, as far as flapping goes. Times are in milliseconds since the epoch. */
export interface Seen {
  readonly key: string;
  readonly at: number;
  readonly now: number;
}

/** What flapping says of a change. */
export type FlappingVerdict =
  | { readonly status: 'tell' }
  /** Told then, if nothing has changed. */
  | { readonly status: 'hold'; readonly until: number }
  /** Withheld, and another change has come since. */
  | { readonly status: 'damped' };

/** What has just come waits at least so long, in milliseconds: where it was late, what overtakes it is as late. */
const LATE = 60_000;

/**
 * Takes note of a change that has not been seen before.
 *
 * An alarm is flapping from the change on with which it has had `changes` of them within `within` seconds, by when they happened. It ends
 * when it has kept a state for `steady` seconds; changes until then count no more. A change that comes late counts, and is withheld only
 * if it happened while the alarm was flapping.
 */
export function observe(
  memory: AlarmMemory | undefined,
  { key, at, now }: Seen,
  rule: FlappingRule,
): AlarmMemory {
  const before = memory && endedBefore(memory, at, rule);
  const after = withChange(before, { key, at, seen: now, mark: 'plain' });
  const { flapping } = after;
  if (flapping !== undefined && wasFlapping(after, at)) {
    const withheld = { ...flapping, withheld: flapping.withheld + 1 };
    return withChanged({ ...after, flapping: withheld }, key, { mark: 'withheld' });
  }
  if (flapping !== memory?.flapping) return withChanged(after, key, { count: flapping?.withheld ?? 0 });
  if (rule === false || isFlapping(after)) return after;
  const count = countWith(after, at, rule);
  if (count < rule.changes) return after;
  const since = after.changes.at(-1)?.at ?? at;
  return withChanged({ ...after, flapping: { since, withheld: 0 } }, key, { mark: 'began', count });
}

/** A memory in which a change that was withheld is steady, if it is so by now. */
export function settle(
  memory: AlarmMemory,
  key: string,
  { rule, now }: { readonly rule: FlappingRule; readonly now: number },
): AlarmMemory {
  const change = seenIn(memory, key);
  if (change?.mark !== 'withheld' || !isNewest(memory, change)) return memory;
  if (rule !== false && isFlapping(memory) && now < steadyFrom(change, rule)) return memory;
  const { flapping } = memory;
  const ended = flapping && { ...flapping, until: change.at };
  const count = Math.max(0, (flapping?.withheld ?? 0) - 1);
  return withChanged({ ...memory, flapping: ended }, key, { mark: 'steady', count });
}

/** What becomes of a change that is remembered, after {@link settle}. */
export function flappingVerdict(
  memory: AlarmMemory,
  change: SeenChange,
  rule: FlappingRule,
): FlappingVerdict {
  if (change.mark !== 'withheld') return { status: 'tell' };
  if (!isNewest(memory, change)) return { status: 'damped' };
  return { status: 'hold', until: rule === false ? change.seen : steadyFrom(change, rule) };
}

/** Whether the alarm was flapping, or is, when something happened. */
export function wasFlapping({ flapping }: AlarmMemory, at: number): boolean {
  return flapping !== undefined && at >= flapping.since && at <= (flapping.until ?? Infinity);
}

function isFlapping({ flapping }: AlarmMemory): boolean {
  return flapping !== undefined && flapping.until === undefined;
}

/** A memory in which flapping has ended, where there was nothing for long enough before a change. */
function endedBefore(memory: AlarmMemory, at: number, rule: FlappingRule): AlarmMemory {
  const { flapping } = memory;
  const newest = memory.changes.at(-1)?.at ?? at;
  if (flapping === undefined || flapping.until !== undefined) return memory;
  if (rule !== false && at <= newest + rule.steady * 1000) return memory;
  return { ...memory, flapping: { ...flapping, until: newest } };
}

/** The most changes in a stretch of `within` that has the one at `at` in it. */
function countWith({ changes, flapping }: AlarmMemory, at: number, rule: Rule): number {
  const within = rule.within * 1000;
  const counting = changes.filter((each) => each.at > (flapping?.until ?? -Infinity));
  const ends = counting.filter((each) => each.at >= at && each.at - at < within);
  return Math.max(
    0,
    ...ends.map((end) => counting.filter((each) => each.at <= end.at && end.at - each.at < within).length),
  );
}

function steadyFrom({ at, seen }: SeenChange, { steady }: Rule): number {
  return Math.max(at + steady * 1000, seen + Math.min(steady * 1000, LATE));
}
