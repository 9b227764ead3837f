import type { Failure } from './failure.ts';
import type { Lane } from './lane.ts';

/** What the failures of one change add up to; each by default 0. */
export interface Toll {
  /** {@link Mark.failures} */
  readonly failures?: number | undefined;
  /** {@link Mark.worn} */
  readonly worn?: number | undefined;
  /** {@link Mark.unknown} */
  readonly unknown?: number | undefined;
}

/** So often something may fail while the destination takes other things. */
export const WORN = 10;
/** So many copies may be there of what a destination does not know again, where it takes nothing: an hour's. */
const COPIES = 60;
/** What one counts for where it takes other things: five such are enough. */
const WHILE_UP = COPIES / 5;

/** With one failure more. */
export function withFailure(
  { failures = 0, worn = 0, unknown = 0 }: Toll,
  { mayHaveArrived, isLimit, isOurs }: Failure,
  { course, rules }: Lane,
): Toll & { readonly failures: number } {
  const isCopy = mayHaveArrived && !isOurs && !rules.isIdempotent;
  const isUp = course.accepted() > 0;
  return {
    failures: failures + 1,
    worn: worn + ((isUp && !isLimit) || isOurs ? 1 : 0),
    unknown: unknown + (isCopy ? (isUp ? WHILE_UP : 1) : 0),
  };
}

/** Whether it is not to be tried any more, however young it is. */
export function isWornOut({ worn = 0, unknown = 0 }: Toll): boolean {
  return worn >= WORN || unknown >= COPIES;
}
