import type { Held } from '../../held.ts';
import type { HostRecord } from '../../host-record.ts';
import type { Host } from '../../view.ts';
import { withRefusal } from '../answer.ts';
import { enter, fail, failureOf, finish, skip } from '../enter.ts';
import type { Moment } from '../moment.ts';
import { IN_PATIENCE, RESTORE_DWELL } from '../times.ts';
import { MINUTE } from '../../times.ts';
import { backIn } from './bringing-in.ts';
import { isWhole } from './waiting.ts';

/** Is given work again as it is. */
export function restoring(record: HostRecord, host: Host, moment: Moment): HostRecord {
  const { now } = moment;
  const age = now - record.since;
  // Where there is no service that could show it this alone says that it serves (phase-kinds.ts).
  if (!moment.hasService) return restored({ ...record, in: now }, moment);
  const isBack = record.out === undefined || (isWhole(host) && age >= RESTORE_DWELL);
  if (isBack) return restored({ ...record, ...backIn(record, now) }, moment);
  if (age < IN_PATIENCE) return record;
  const why = record.failure === undefined ? '' : `; before that: ${record.failure.text}`;
  const text = `does not serve ${IN_PATIENCE / MINUTE} minutes after it was brought in${withRefusal(record)}${why}`;
  const kept = fail(record, failureOf('IN_TIMEOUT', text, moment), moment);
  // An abort has tried by now (failed.ts), and does not again.
  return moment.run.isAborting ? { ...kept, attempts: 1 } : kept;
}

function restored(record: HostRecord, moment: Moment): HostRecord {
  const { run } = moment;
  const { failure, skipped, after, before } = record;
  if (failure !== undefined) return fail(record, failure, moment);
  if (skipped !== undefined) return skip(record, skipped, moment);
  if (run.isAborting) {
    // Its patch has ended well, and nothing is left to do.
    const isUpdated = after !== undefined && !after.needsReboot && after.digest !== before?.digest;
    if (isUpdated) return finish(record, moment);
    return skip(record, after === undefined ? ABORTED : REBOOT_LEFT, moment);
  }
  return enter(record, 'waiting', moment, { begun: undefined, out: undefined, in: undefined });
}

const ABORTED: Held = { code: 'ABORTED', text: 'the run was aborted before it was patched' };
const REBOOT_LEFT: Held = { code: 'ABORTED', text: 'the run was aborted: it is patched, and not rebooted' };
