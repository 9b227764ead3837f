import type { HostRecord } from '../../host-record.ts';
import type { Host } from '../../view.ts';
import { withRefusal } from '../answer.ts';
import { enter, failureOf, restore } from '../enter.ts';
import type { Moment } from '../moment.ts';
import { MINUTE } from '../../times.ts';
import { otherTasks } from './waiting.ts';

/** Is given no more work, and finishes what it has. */
export function takingOut(record: HostRecord, host: Host, moment: Moment): HostRecord {
  const { now, policy, run } = moment;
  if (run.isAborting) return restore(record, moment);
  if (isEmpty(host, moment)) return enter(record, 'patching', moment);
  if (isToSkip(host, moment)) return restore(record, moment, { skipped: otherTasks(host) });
  if (now - record.since < policy.drainMinutes * MINUTE) return record;
  const text = `was not empty after ${policy.drainMinutes} minutes${withRefusal(record) || leftOn(host, moment)}`;
  return restore(record, moment, { failure: failureOf('DRAIN_TIMEOUT', text, moment) });
}

/** Where tasks may be there and nobody has counted them it is not. */
function isEmpty({ service, isPartly, tasks }: Host, { following, hasService }: Moment): boolean {
  if (!hasService) return true;
  if (service !== 'out' || isPartly === true) return false;
  return following.mode !== 'ecs' || (tasks !== undefined && tasks.ofServices + tasks.others === 0);
}

function isToSkip({ tasks }: Host, { following }: Moment): boolean {
  return following.mode === 'ecs' && following.nonServiceTasks === 'skip' && (tasks?.others ?? 0) > 0;
}

function leftOn({ tasks, why }: Host, { view: { uncounted } }: Moment): string {
  if (uncounted !== undefined) return `: its tasks cannot be counted: ${uncounted}`;
  if (tasks === undefined) return why === undefined ? '' : `: ${why}`;
  return `: ${tasks.ofServices} tasks of services and ${tasks.others} others are left`;
}
