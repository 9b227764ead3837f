import { type LocalTime, localTimeIn } from './local-time.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** As the days since the epoch count them: it began on a Thursday. */
const DAYS = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'] as const;
/** Clocks are put on the same day of the week: hours of one day may not be there this week, and are a week later. */
const DAYS_AHEAD = 15;

/**
 * Hours of the day, as clocks show them in a time zone: they begin and end when the time is first shown; where clocks are put forward
 * over it, when they are. Hours that clocks are put forward over as a whole are not there on that day.
 */
export interface Hours {
  /** `HH:MM-HH:MM`, such as `22:00-07:00`; where the second is not later than the first, it is that of the next day. */
  readonly hours: string;
  /** On which days the hours begin; default all. */
  readonly days?: readonly (typeof DAYS)[number][] | undefined;
  /** Of the IANA database, such as `Europe/Berlin`. */
  readonly timezone: string;
}

/** In milliseconds since the epoch. */
interface Span {
  readonly from: number;
  /** The first instant that is no more of it. */
  readonly until: number;
}

/** When the hours that it is now began and end; undefined where it is none. @param now in milliseconds since the epoch */
export function hoursNow(spec: Hours, now: number): Span | undefined {
  const local = localTimeIn(spec.timezone);
  const today = dayOf(local, now);
  // Yesterday's may reach into today.
  for (const day of [today - 1, today]) {
    const span = spanOf(spec, local, day);
    if (span !== undefined && span.from <= now && now < span.until) return span;
  }
  return undefined;
}

/**
 * When hours next begin, in milliseconds since the epoch: after now, also where it is such hours now.
 *
 * @param now in milliseconds since the epoch
 * @returns undefined where they do not begin today or on one of the 15 days after it: never
 */
export function nextHours(spec: Hours, now: number): number | undefined {
  const local = localTimeIn(spec.timezone);
  const today = dayOf(local, now);
  for (let day = today; day <= today + DAYS_AHEAD; day += 1) {
    const span = spanOf(spec, local, day);
    if (span !== undefined && now < span.from) return span.from;
  }
  return undefined;
}

/** In days since the epoch. */
function dayOf(local: LocalTime, instant: number): number {
  return Math.floor(local.at(instant) / DAY);
}

/** The hours that begin on a day; undefined where there are none. */
function spanOf({ hours, days }: Hours, local: LocalTime, day: number): Span | undefined {
  const name = DAYS[((day % 7) + 7) % 7];
  if (days !== undefined && name !== undefined && !days.includes(name)) return undefined;
  const begin = minutesOf(hours.slice(0, 5));
  const end = minutesOf(hours.slice(6));
  const from = local.instantOf(day * DAY + begin * MINUTE);
  const until = local.instantOf((end > begin ? day : day + 1) * DAY + end * MINUTE);
  return from < until ? { from, until } : undefined;
}

/** Since midnight. @param time `HH:MM` */
function minutesOf(time: string): number {
  const [hour = '', minute = ''] = time.split(':');
  return Number(hour) * 60 + Number(minute);
}
