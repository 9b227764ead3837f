import type { HostRecord } from '../host-record.ts';
import type { Host } from '../view.ts';

/** When a host was last brought to a release, or launched; undefined where nobody knows either. */
export function freshSince(
  { launched = 0 }: { readonly launched?: number | undefined },
  record: Pick<HostRecord, 'updated'> | undefined,
): number | undefined {
  const since = Math.max(launched, record?.updated ?? 0);
  return since > 0 ? since : undefined;
}

/** Those that were updated the longest ago first, one of each zone in turn; by id where they are alike. */
export function inOrder(
  hosts: readonly Host[],
  recordOf: (id: string) => HostRecord | undefined,
): readonly Host[] {
  const aged = hosts
    .map((host) => ({ host, since: freshSince(host, recordOf(host.id)) ?? 0 }))
    .toSorted((a, b) => a.since - b.since || compare(a.host.id, b.host.id));
  const before = new Map<string, number>();
  const ranked = aged.map(({ host }) => {
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
