import { HOUR } from './times.ts';
import type { Policy } from './config/policy.ts';
import type { PlanInput } from './plan-types.ts';
import type { Control } from './control.ts';
import type { EndedRun, FleetState, RunOutcome } from './state.ts';

/**
 * Whether a run is to begin as soon as nothing holds it back: somebody has asked for one since the last began, or it is time for the next.
 * It never is in the tick in which the last one ended.
 */
export function isDue({
  state: { run, last },
  control,
  now,
  policy,
}: Pick<PlanInput, 'state' | 'control' | 'now'> & { readonly policy: Policy }): boolean {
  if (run !== undefined) return false;
  if (last === undefined) return true;
  if (now <= last.ended) return false;
  return isAsked(control, last, now) || now >= nextDue(last, policy);
}

/** Whether somebody has asked for a run since the last one began. A wish of a time to come waits for it: it would begin run after run. */
export function isAsked({ start }: Control, last: FleetState['last'], now: number): boolean {
  return start !== undefined && start.at <= now && (last === undefined || start.at > last.began);
}

/** Of runs that were ended before their time: what was wrong then is so a minute later. */
const CUT_SHORT: ReadonlySet<RunOutcome> = new Set(['aborted', 'stopped', 'rolled-back']);

/**
 * When the next run that nobody asks for may begin. An hour early, or an eighth of the time where that is less: otherwise a run would
 * begin a little later each day, and on the day on which clocks are put forward it could miss a short window. After one that was cut short not
 * before half of the time has passed since its end.
 */
export function nextDue(
  { began, ended, outcome }: Pick<EndedRun, 'began' | 'ended' | 'outcome'>,
  { everyHours }: Pick<Policy, 'everyHours'>,
): number {
  const every = everyHours * HOUR;
  const due = began + every - Math.min(HOUR, every / 8);
  return CUT_SHORT.has(outcome) ? Math.max(due, ended + every / 2) : due;
}
