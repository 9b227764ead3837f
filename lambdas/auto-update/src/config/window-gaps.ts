import { DAY } from '../times.ts';
import { type Hours, nextHours } from '@kmscrypt/lambda';
import { fieldsOf, listOf } from '@kmscrypt/lambda/schema';

const WEEK = 7 * DAY;
/** A Monday of a month in which hardly anybody puts clocks forward or back. */
const MONDAY = Date.UTC(2026, 0, 5);
const DAYS: ReadonlySet<unknown> = new Set(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);

/**
 * The longest time between two openings of windows, in days; they come again each week.
 *
 * @param windows not checked yet
 * @returns undefined where they never open, or are wrong in themselves: that is told elsewhere
 */
export function longestGap(windows: unknown): number | undefined {
  const all = listOf(windows).map(hoursOf);
  const openings = all.flatMap((hours) => (hours === undefined ? [] : openingsOf(hours))).toSorted(byTime);
  const [first] = openings;
  if (first === undefined || all.includes(undefined)) return undefined;
  const gaps = openings.map((at, index) => (openings[index + 1] ?? first + WEEK) - at);
  return Math.max(...gaps) / DAY;
}

function hoursOf(window: unknown): Hours | undefined {
  const { hours, days, timezone = 'UTC' } = fieldsOf(window);
  if (typeof hours !== 'string' || !/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/u.test(hours))
    return undefined;
  if (typeof timezone !== 'string' || hours.slice(0, 5) === hours.slice(6)) return undefined;
  if (days === undefined) return { hours, timezone };
  const named = listOf(days).filter((day): day is NonNullable<Hours['days']>[number] => DAYS.has(day));
  return named.length === 0 || named.length < listOf(days).length
    ? undefined
    : { hours, timezone, days: named };
}

/** Those of one week. */
function openingsOf(hours: Hours): readonly number[] {
  const found: number[] = [];
  try {
    for (
      let at = nextHours(hours, MONDAY);
      at !== undefined && at < MONDAY + WEEK + DAY;
      at = nextHours(hours, at)
    )
      if (found[0] === undefined || at < found[0] + WEEK) found.push(at);
  } catch {
    // A time zone that nobody knows: told elsewhere.
  }
  return found;
}

function byTime(one: number, other: number): number {
  return one - other;
}
