import type { Quiet } from './config.ts';
import { localTimeIn } from './local-time.ts';
import { type Candidate, matches } from './match.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** As the days since the epoch count them: it began on a Thursday. */
const DAYS = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'] as const;

/** Something is not to be told. */
export interface QuietNow {
  readonly name: string;
  readonly action: Quiet['action'];
  /** When the rule ends, in milliseconds since the epoch; another may go on. */
  readonly until: number;
}

/** The first rule that is for a destination, matches and applies now. @param now in milliseconds since the epoch */
export function quietFor(
  rules: readonly Quiet[],
  {
    destination,
    candidate,
    now,
  }: { readonly destination: string; readonly candidate: Candidate; readonly now: number },
): QuietNow | undefined {
  for (const { match, to, name, action, ...time } of rules) {
    if (to !== undefined && !to.includes(destination)) continue;
    if (!matches(match, candidate)) continue;
    const until = endOf(time, now);
    if (until !== undefined) return { name, action, until };
  }
  return undefined;
}

/**
 * When a quiet time that it is now ends; undefined where it is none.
 *
 * Hours are those that clocks show in the time zone: they begin and end when the time is first shown; where clocks are put forward over
 * it, when they are.
 */
export function endOf(
  { hours, days, timezone, from, until }: Pick<Quiet, 'hours' | 'days' | 'timezone' | 'from' | 'until'>,
  now: number,
): number | undefined {
  if (hours === undefined) {
    const isNow =
      from !== undefined && until !== undefined && Date.parse(from) <= now && now < Date.parse(until);
    return isNow ? Date.parse(until) : undefined;
  }
  const begin = minutesOf(hours.slice(0, 5));
  const end = minutesOf(hours.slice(6));
  const local = localTimeIn(timezone);
  const today = Math.floor(local.at(now) / DAY);
  // Yesterday's may reach into today.
  for (const day of [today - 1, today]) {
    const name = DAYS[((day % 7) + 7) % 7];
    if (days !== undefined && name !== undefined && !days.includes(name)) continue;
    const lastDay = end > begin ? day : day + 1;
    const ends = local.instantOf(lastDay * DAY + end * MINUTE);
    if (now < ends && local.instantOf(day * DAY + begin * MINUTE) <= now) return ends;
  }
  return undefined;
}

/** Since midnight. @param time `HH:MM` */
function minutesOf(time: string): number {
  const [hour = '', minute = ''] = time.split(':');
  return Number(hour) * 60 + Number(minute);
}
