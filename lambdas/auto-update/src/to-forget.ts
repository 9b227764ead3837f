import type { HostRecord } from './host-record.ts';
import type { FleetView } from './view.ts';

/**
 * Ids of hosts whose records are of no use once a run has ended: the hosts are gone, and the report has what became of them. One that the run
 * took out and did not bring in stays known until the next has ended, as it may only have been away.
 */
export function toForget(
  records: readonly HostRecord[],
  { view, run }: { readonly view: FleetView; readonly run: string },
): readonly string[] {
  const present = new Set(view.hosts.map(({ id }) => id));
  return records
    .filter((record) => !present.has(record.id) && !(record.run === run && isOut(record)))
    .map(({ id }) => id);
}

function isOut({ out, in: back }: HostRecord): boolean {
  return out !== undefined && back === undefined;
}
