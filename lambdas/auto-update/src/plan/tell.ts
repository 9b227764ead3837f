import type { PlanInput } from '../plan-types.ts';
import type { HostRecord } from '../host-record.ts';
import type { Run } from '../state.ts';
import type { Told } from '../told.ts';
import type { Wish } from '../control.ts';
import { failureNotice, progressNotice, remarkNotice, startNotice } from '../words/notices.ts';
import { isSame } from './is-same.ts';

/** Progress is told in steps of so many percent. */
const STEP = 25;

/** A run, and what is to be told of it. */
export interface Telling {
  readonly run: Run;
  readonly told: readonly Told[];
}

/** Once the config is not what the run began with. */
export function tellOldConfig(run: Run, { fleet, now }: Pick<PlanInput, 'fleet' | 'now'>): Telling {
  if (run.isConfigOld || isSame(fleet, run.fleet)) return { run, told: [] };
  const what = fleet === undefined ? 'no longer has the fleet' : 'has changed';
  const text = `the config ${what}: the run under way ends by the one it began with`;
  return { run: { ...run, isConfigOld: true }, told: [remarkNotice(run, { text, at: now })] };
}

/** Once an operator wants it to end. */
export function tellAbort(run: Run, { control, now }: Pick<PlanInput, 'control' | 'now'>): Telling {
  const { abort } = control;
  if (run.isAborting || abort?.run !== run.id) return { run, told: [] };
  const { at, by, reason } = abort;
  const why = reason === undefined ? '' : `: ${reason}`;
  const what =
    run.fleet.mode === 'refresh'
      ? 'its group is brought back to what it was, unless AWS is done with it'
      : 'every host that is well is brought in';
  const text = `is being aborted by ${by}${why}; ${what}`;
  const aborted: Wish = { at, by, ...(reason === undefined ? {} : { reason }) };
  return { run: { ...run, isAborting: true, aborted }, told: [remarkNotice(run, { text, at: now })] };
}

/** Failures of hosts that have failed since; of those that were not begun with, and serve as before, the report tells. */
export function tellFailures(
  run: Run,
  before: ReadonlyMap<string, HostRecord>,
  after: ReadonlyMap<string, HostRecord>,
): readonly Told[] {
  return [...after.values()].flatMap((record) => {
    const { id, failure } = record;
    if (failure === undefined || record.begun === undefined) return [];
    if (before.get(id)?.failure?.code === failure.code) return [];
    return [failureNotice(run, { ...failure, host: id })];
  });
}

/** That no further host is begun with, once. */
export function tellStop(
  before: Run,
  run: Run,
  { records, now }: { readonly records: ReadonlyMap<string, HostRecord>; readonly now: number },
): readonly Told[] {
  if (before.stopped !== undefined || run.stopped === undefined) return [];
  const { giveUpDays } = run.fleet.policy;
  if (run.stopped === 'gave-up') {
    const text = `no further host is begun with: it has not ended in ${giveUpDays} days`;
    return [remarkNotice(run, { text, at: now })];
  }
  const failures = [...records.values()].flatMap(({ begun, failure }) =>
    begun === undefined ? [] : (failure ?? []),
  );
  const last = failures.toSorted((one, other) => other.at - one.at)[0];
  if (last === undefined) return [];
  const text = `no further host is begun with: ${failures.length} failed, the last: ${last.text}`;
  return [failureNotice(run, { code: last.code, text, at: now })];
}

/** Its beginning, with the first host that is begun with; from then on how far it is. */
export function tellProgress(
  run: Run,
  {
    hasStarted,
    done,
    total,
    now,
  }: { readonly hasStarted: boolean; readonly done: number; readonly total: number; readonly now: number },
): Telling {
  if (!hasStarted && run.isTold !== true) return { run, told: [] };
  const begun: Run = { ...run, isTold: true };
  const start = run.isTold ? [] : [startNotice(begun)];
  const percent = total === 0 ? 0 : Math.floor((100 * done) / total / STEP) * STEP;
  if (percent <= (run.told ?? 0) || percent >= 100) return { run: run.isTold ? run : begun, told: start };
  return {
    run: { ...begun, told: percent },
    told: [...start, progressNotice(begun, { done, total, now })],
  };
}
