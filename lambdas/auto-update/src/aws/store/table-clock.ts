import { KmscryptError } from '@kmscrypt/core/error';
import type { Heard } from './table.ts';

/** In milliseconds. */
export interface Clocks {
  /** The machine's own; since the epoch. */
  readonly wall: () => number;
  /** One that nobody puts; since whenever. */
  readonly steady: () => number;
}

/** The clock of the table, which all who write to it have in common. */
export interface TableClock {
  /** Since the epoch; behind the table's by a second and the way of one answer at most, and never ahead. */
  now(): number;
  /** What the machine's own clock is surely wrong by; positive: it is ahead. */
  readonly off: number;
}

/** The header `Date` has no parts of a second. */
const GRAIN = 1_000;

/**
 * Goes on from one answer.
 *
 * @throws KmscryptError `AWS_FAILED`: the answer does not say when it was made.
 */
export function tableClock(answer: Heard | undefined, { steady }: Pick<Clocks, 'steady'>): TableClock {
  if (answer === undefined)
    throw new KmscryptError(
      'AWS_FAILED',
      'DynamoDB answered without the header Date, so that no time is known',
    );
  const { date, asked, heard, wall } = answer;
  const latest = date + GRAIN + (heard - asked);
  return {
    now: () => date + (steady() - heard),
    off: wall < date ? wall - date : Math.max(0, wall - latest),
  };
}
