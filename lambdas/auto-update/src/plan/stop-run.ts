import { hoursNow } from '@kmscrypt/lambda';
import type { Held } from '../held.ts';
import type { HostRecord } from '../host-record.ts';
import type { Run } from '../state.ts';
import { hasFailedCanary } from './canaries.ts';
import { skip } from './enter.ts';
import type { Moment } from './moment.ts';
import { DAY } from '../times.ts';

/** The run with an end to its beginnings, where too many hosts have failed, a canary has, or its time is over. */
export function withStop(run: Run, records: ReadonlyMap<string, HostRecord>, moment: Moment): Run {
  const { policy, now } = moment;
  if (run.stopped !== undefined) return run;
  let failures = 0;
  // One that was broken already and could not be mended says nothing of the others.
  for (const { begun, failure, unwell } of records.values())
    if (begun !== undefined && failure !== undefined && unwell === undefined) failures += 1;
  if (failures >= policy.stopAfter || hasFailedCanary(run, records)) return { ...run, stopped: 'failures' };
  return now >= endOf(run, policy) ? { ...run, stopped: 'gave-up' } : run;
}

/** When its days are over. Where a window is open just then it has that one: with windows of once a week there is no other. */
function endOf({ began }: Run, { giveUpDays, windows }: Moment['policy']): number {
  const over = began + giveUpDays * DAY;
  return Math.max(over, ...windows.map((window) => hoursNow(window, over)?.until ?? over));
}

/** Hosts that have not been begun with are left out, once no more are. @param held why they were not begun with so far */
export function leaveOut(record: HostRecord, held: Held | undefined, moment: Moment): HostRecord {
  const { stopped } = moment.run;
  if (stopped === undefined || (record.phase !== 'checking' && record.phase !== 'waiting')) return record;
  if (stopped === 'failures')
    return skip(record, { code: 'STOPPED', text: 'the run was stopped: others have failed' }, moment);
  const { giveUpDays } = moment.policy;
  const last = held === undefined ? '' : `; last: ${held.text}`;
  const text = `its turn did not come in ${giveUpDays} days${last}`;
  return skip(record, { code: held?.code ?? 'GAVE_UP', text }, moment);
}
