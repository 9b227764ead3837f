import type { Held } from '../held.ts';
import type { HostRecord } from '../host-record.ts';
import { MINUTE } from '../times.ts';
import type { Host } from '../view.ts';
import { failureOf, finish, restore } from './enter.ts';
import type { Moment } from './moment.ts';

const LEFT: Held = { code: 'EXCLUDED', text: 'it has lost the tags of its fleet' };

/**
 * A host that has lost the tags of its fleet while it is under way: by the role of the Lambda nothing can be asked of it any more. It is brought
 * in, and what is under way there comes to its end. Undefined: nothing is to be asked of it now.
 */
export function leftFleet(record: HostRecord, host: Host, moment: Moment): HostRecord | undefined {
  const { phase, step, failure, since } = record;
  const { now, policy } = moment;
  const isAsked = step?.command !== undefined;
  switch (phase) {
    case 'taking-out':
      return restore(record, moment, { skipped: LEFT });
    case 'patching':
      return isAsked ? undefined : restore(record, moment, { skipped: LEFT });
    case 'rebooting':
    case 'verifying': {
      if (isAsked) return undefined;
      const text = 'has lost the tags of its fleet after its patch: whether it is well nobody can ask';
      return restore(record, moment, { failure: failureOf('NO_ANSWER', text, moment) });
    }
    case 'soaking':
      if (failure !== undefined || host.service !== 'in' || !host.isServing) return undefined;
      return now < since + policy.soakMinutes * MINUTE ? record : finish(record, moment);
    default:
      return undefined;
  }
}
