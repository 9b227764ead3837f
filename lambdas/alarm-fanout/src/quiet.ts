import { hoursNow } from '@kmscrypt/lambda';
import type { Quiet } from './config.ts';
import { type Candidate, matches } from './match.ts';

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

/** When a quiet time that it is now ends; undefined where it is none. */
export function endOf(
  { hours, days, timezone, from, until }: Pick<Quiet, 'hours' | 'days' | 'timezone' | 'from' | 'until'>,
  now: number,
): number | undefined {
  if (hours !== undefined) return hoursNow({ hours, days, timezone }, now)?.until;
  const isNow =
    from !== undefined && until !== undefined && Date.parse(from) <= now && now < Date.parse(until);
  return isNow ? Date.parse(until) : undefined;
}
