import type { HostRecord } from '../host-record.ts';
import type { Host } from '../view.ts';

/** When a host was last brought to a release, or made; undefined where nobody knows either. One that is stopped and started is no newer. */
export function freshSince(
  {
    launched = 0,
    made = launched,
  }: { readonly launched?: number | undefined; readonly made?: number | undefined },
  record: Pick<HostRecord, 'updated'> | undefined,
): number | undefined {
  const since = Math.max(made, record?.updated ?? 0);
  return since > 0 ? since : undefined;
}

/**
 * Those that were updated the longest ago first, one of each zone in turn; by id where they are alike. Those that failed in their last run come
 * last: they hold up nobody.
 */
export function inOrder(
  hosts: readonly Host[],
  recordOf: (id: string) => HostRecord | undefined,
): readonly Host[] {
  const aged = hosts
    .map((host) => ({ host, since: freshSince(host, recordOf(host.id)) ?? 0 }))
    .toSorted((a, b) => a.since - b.since || compare(a.host.id, b.host.id));
  const hasFailed = ({ id }: Host): boolean => recordOf(id)?.hasFailed === true;
  const all = aged.map(({ host }) => host);
  return [...inTurn(all.filter((host) => !hasFailed(host))), ...inTurn(all.filter(hasFailed))];
}

/** One of each zone in turn. */
function inTurn(hosts: readonly Host[]): readonly Host[] {
  const before = new Map<string, number>();
  const ranked = hosts.map((host) => {
    const rank = before.get(host.zone) ?? 0;
    before.set(host.zone, rank + 1);
    return { host, rank };
  });
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ host }) => host);
}

/** By code units: the same everywhere. */
export function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
