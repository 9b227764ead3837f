import * as z from '@kmscrypt/lambda/schema';
import { match } from './match.ts';
import { destinationNames, text } from './text.ts';

/** A queue keeps a message for 14 days at most; what is held must have left it by then. In days. */
export const MOST_DAYS_HELD = 12;

const quietShape = z.strictObject({
  /** For the log. */
  name: text,
  match,
  /** Default all destinations. */
  to: z.optional(destinationNames),
  /** `22:00-07:00`, in `timezone`; where the second is not later than the first, it is that of the next day. */
  hours: z.optional(
    z.string().check(
      z.regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'is not HH:MM-HH:MM'),
      z.refine((hours) => hours.slice(0, 5) !== hours.slice(6), {
        error: 'begins and ends at the same time',
      }),
    ),
  ),
  /** On which days the hours begin; default all. */
  days: z.optional(
    z
      .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
      .check(z.minLength(1, 'is an empty list')),
  ),
  /** Such as `Europe/Berlin`; default `UTC`. */
  timezone: z._default(z.timezone, 'UTC'),
  /** ISO 8601 with an offset or Z. */
  from: z.optional(z.iso.datetime({ offset: true })),
  until: z.optional(z.iso.datetime({ offset: true })),
  /** `hold`: what is still so is told when the time is over. `skip`: it is not told. Default `hold`. */
  action: z._default(z.enum(['hold', 'skip']), 'hold'),
});

/** When something is not to be told; either hours of the day, or from one time until another. The first that applies is followed. */
export const quietTime = quietShape.check(
  z.refine(
    ({ hours, from, until }) => (hours === undefined) !== (from === undefined && until === undefined),
    { error: 'has either hours, or from and until' },
  ),
  z.refine(({ from, until }) => (from === undefined) === (until === undefined), {
    error: 'has both from and until, or neither',
  }),
  z.refine(({ days, hours }) => days === undefined || hours !== undefined, {
    error: 'go with hours',
    path: ['days'],
  }),
  z.refine(({ from, until }) => lengthOf(from, until) > 0, { error: 'is not after from', path: ['until'] }),
  z.refine(({ from, until, action }) => action === 'skip' || lengthOf(from, until) <= MOST_DAYS_HELD * DAY, {
    error: `is more than ${MOST_DAYS_HELD} days after from, longer than a queue can hold a message; use \`skip\``,
    path: ['until'],
  }),
);

const DAY = 86_400_000;

/** In milliseconds; where there are not both, of no interest. */
function lengthOf(from: string | undefined, until: string | undefined): number {
  return from === undefined || until === undefined ? 1 : Date.parse(until) - Date.parse(from);
}
