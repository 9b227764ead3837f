import { isKeptOut } from '../kept-out.ts';
import type { Standing } from '../plan-types.ts';
import type { HostRecord } from '../host-record.ts';
import type { Host } from '../view.ts';
import { agesOf } from './ages.ts';
import type { FleetNow } from './fleet-now.ts';
import { freshSince } from './order.ts';
import { isWhole } from './phases/waiting.ts';

/** How a fleet stands against its floor, how old its hosts are, and how many of those there now are out by our doing. */
export function standingOf(
  { size, serving, floor, inFlight }: FleetNow,
  {
    margin,
    hosts,
    recordOf,
    now,
  }: {
    readonly margin: number;
    readonly hosts: readonly Host[];
    /** Of whichever run was the last that it was in. */
    readonly recordOf: (id: string) => HostRecord | undefined;
    readonly now: number;
  },
): Standing {
  const isOut = (host: Host): boolean => {
    const record = recordOf(host.id);
    if (record === undefined || !isKeptOut(record)) return false;
    // Without a service AWS shows of no host that it does not serve.
    return record.out === undefined || !isWhole(host);
  };
  return {
    size,
    serving,
    floor,
    margin,
    inFlight,
    keptOut: hosts.filter(isOut).length,
    ...agesOf(
      hosts.map((host) => freshSince(host, recordOf(host.id))),
      now,
    ),
  };
}
