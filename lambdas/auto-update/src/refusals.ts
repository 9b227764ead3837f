import type { NotDone } from './ports.ts';
import type { HostRecord } from './host-record.ts';
import { lineOf } from './words/bounded.ts';

/** Of what AWS says, in characters. */
const SAID = 200;
/** Phases in which a host is taken out or brought in: what is refused then is about that, where no step has to be sent. */
const MOVING: ReadonlySet<HostRecord['phase']> = new Set([
  'taking-out',
  'bringing-in',
  'restoring',
  'soaking',
]);

/**
 * Records with what was refused for their hosts: a step that could not be sent, or a host that could not be taken out or brought in.
 *
 * @returns those that are another by it: what is refused again in the same words is not written again
 */
export function withRefusals(
  records: readonly HostRecord[],
  notDone: readonly NotDone[],
): readonly HostRecord[] {
  const refusals = new Map(notDone.map((each) => [each.host, each]));
  return records.flatMap((record) => {
    const refusal = refusals.get(record.id);
    const next = refusal === undefined ? record : refusedBy(record, refusal);
    return next === record ? [] : [next];
  });
}

function refusedBy(record: HostRecord, { reason: said, mayHave }: NotDone): HostRecord {
  const { step, phase, refused } = record;
  const reason = lineOf(said, SAID);
  if (step !== undefined && step.command === undefined) {
    // What may have reached the host once may be at work there, whatever is said later.
    const mayRun = mayHave ?? step.mayRun;
    const isSame = step.refused === reason && step.mayRun === mayRun;
    return isSame ? record : { ...record, step: { ...step, refused: reason, ...(mayRun && { mayRun }) } };
  }
  if (!MOVING.has(phase) || (refused?.phase === phase && refused.reason === reason)) return record;
  return { ...record, refused: { phase, reason } };
}
