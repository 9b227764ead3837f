import { hasEnded, isInFlight, isOut } from './plan/phase-kinds.ts';
import type { HostRecord } from './host-record.ts';

/**
 * Whether a host does not serve by our doing, in this run or an earlier one: we have taken it out and not brought it in again; where there is
 * nothing that it could be taken out of, it has failed with us, was not left as it had been, and has not said since that it is well. Of a host
 * that is not there any more it says nothing: who has hosts at hand looks whether it is there, and whether somebody has brought it in by hand
 * since.
 */
export function isKeptOut(record: HostRecord): boolean {
  const { out, in: back, unwell } = record;
  if (unwell !== undefined) return !isInFlight(record);
  if (out?.was === 'out' || back !== undefined || !hasEnded(record)) return false;
  return out !== undefined || isOut(record);
}
