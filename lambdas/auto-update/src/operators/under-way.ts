import { isInFlight } from '../plan/phase-kinds.ts';
import type { Looked } from '../ports.ts';
import type { HostRecord } from '../host-record.ts';

/** Records of the run under way. */
export function recordsOfRun({
  state: { run },
  records,
}: Pick<Looked, 'state' | 'records'>): readonly HostRecord[] {
  return Object.values(records).filter((record) => record.run === run?.id);
}

/** Hosts of the run under way that have been begun with and are not at their end. */
export function hostsUnderWay(looked: Pick<Looked, 'state' | 'records'>): readonly HostRecord[] {
  return recordsOfRun(looked).filter(isInFlight);
}
