import type { HostRecord } from '../host-record.ts';
import type { Host } from '../view.ts';
import { enter, fail, failureOf, restore, skip } from './enter.ts';
import { leftFleet } from './left-fleet.ts';
import type { Moment } from './moment.ts';
import { hasEnded } from './phase-kinds.ts';
import { bringingIn } from './phases/bringing-in.ts';
import { checking } from './phases/checking.ts';
import { failed } from './phases/failed.ts';
import { patching } from './phases/patching.ts';
import { rebooting } from './phases/rebooting.ts';
import { restoring } from './phases/restoring.ts';
import { soaking } from './phases/soaking.ts';
import { takingOut } from './phases/taking-out.ts';
import { verifying } from './phases/verifying.ts';
import { waiting } from './phases/waiting.ts';
import { BLINK_PATIENCE } from './times.ts';

/** No host goes through more phases at once. */
const MOST = 20;

/**
 * A host, as far as it can go at once. The record itself where it stays as it is.
 *
 * @param host absent: there is no such host any more
 */
export function advance(record: HostRecord, host: Host | undefined, moment: Moment): HostRecord {
  if (host === undefined) return withoutHost(record, moment);
  let current = record.missing === undefined ? record : { ...record, missing: undefined };
  for (let count = 0; count < MOST; count += 1) {
    const next = step(current, host, moment);
    if (next === current) break;
    current = next;
  }
  return current;
}

function step(record: HostRecord, host: Host, moment: Moment): HostRecord {
  const left = host.isStranger === true ? leftFleet(record, host, moment) : undefined;
  if (left !== undefined) return left;
  switch (record.phase) {
    case 'checking':
      return moment.run.isAborting ? skip(record, ABORTED, moment) : checking(record, host, moment);
    case 'waiting':
      return moment.run.isAborting ? skip(record, ABORTED, moment) : waiting(record, host, moment);
    case 'taking-out':
      return takingOut(record, host, moment);
    case 'patching':
      return patching(record, moment);
    case 'rebooting':
      return rebooting(record, moment);
    case 'verifying':
      return verifying(record, moment);
    case 'bringing-in':
      return bringingIn(record, host, moment);
    case 'soaking':
      return soaking(record, host, moment);
    case 'restoring':
      return restoring(record, host, moment);
    case 'failed':
      return failed(record, moment);
    case 'gone':
      return returned(record, moment);
    case 'done':
    case 'skipped':
      break;
  }
  return record;
}

const ABORTED = { code: 'ABORTED', text: 'the run was aborted before it was begun with' } as const;

/**
 * Once it has been away for more than a moment it is gone. Where it was begun with nobody brings it in: that is reported. One that was still
 * being emptied is as it was before: groups scale in hosts that have no tasks.
 */
function withoutHost(record: HostRecord, moment: Moment): HostRecord {
  if (hasEnded(record)) return record.step === undefined ? record : { ...record, step: undefined };
  const { now } = moment;
  const { missing = now } = record;
  if (now - missing < BLINK_PATIENCE) return record.missing === undefined ? { ...record, missing } : record;
  const isAsBefore = record.begun === undefined || record.phase === 'taking-out';
  const failure = failureOf('GONE', `there is no such host any more; it was ${record.phase}`, moment);
  return enter(record, 'gone', moment, isAsBefore ? {} : { failure });
}

/**
 * AWS shows it again: it is kept out, as others that have failed; brought in, where it had only been emptied. One that had not been begun with
 * is asked once more.
 */
function returned(record: HostRecord, moment: Moment): HostRecord {
  if (record.failure !== undefined) return fail(record, record.failure, moment);
  if (record.begun !== undefined) return restore(record, moment);
  return enter(record, 'checking', moment, { away: undefined });
}
