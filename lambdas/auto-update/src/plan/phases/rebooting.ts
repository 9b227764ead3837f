import type { HostRecord } from '../../host-record.ts';
import { refusalOf } from '../answer.ts';
import { ask, enter, fail, failureOf } from '../enter.ts';
import type { Moment } from '../moment.ts';
import { MINUTE } from '../../times.ts';

/** Is asked to reboot. What it says to that does not matter: its boot id tells (verifying.ts). */
export function rebooting(record: HostRecord, moment: Moment): HostRecord {
  const { now, policy } = moment;
  if (record.step === undefined) return askReboot(record, moment);
  if (record.step.command !== undefined) return enter(record, 'verifying', moment);
  if (now - record.since < policy.rebootMinutes * MINUTE) return record;
  const text = `could not be asked to reboot for ${policy.rebootMinutes} minutes: ${refusalOf(record)}`;
  return fail(record, failureOf('REBOOT_TIMEOUT', text, moment), moment);
}

export function askReboot(record: HostRecord, moment: Moment): HostRecord {
  const boot = record.reboot?.boot ?? record.after?.boot ?? '';
  return { ...ask(record, 'reboot', moment), reboot: { at: moment.now, boot } };
}
