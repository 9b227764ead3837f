import type { Revocation } from '../state.ts';
import type { RunningHost } from './running-host.ts';

/** A revocation that need not be looked for any longer. */
export interface EndedRevocation extends Revocation {
  /**
   * All hosts have it that run and may have had what it takes away; no such host runs; not all of them had it a week after its version
   * was made, or the host group is no longer in the config: then only the hosts that are behind tell of it.
   */
  readonly end: 'seen' | 'no-hosts' | 'given-up';
  /** Until the last host had it, in seconds; only where it was seen. A later version that came meanwhile counts for it. */
  readonly latency?: number | undefined;
}

/** In milliseconds. */
const GIVEN_UP = 7 * 86_400_000;

export interface RevocationsOptions {
  readonly running: readonly RunningHost[];
  /** Whether the config has the host group. */
  readonly isWatched: (hostGroup: string) => boolean;
  /** Whether its hosts, and what they report, are known. */
  readonly isRead: (hostGroup: string) => boolean;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

/** Which revocations all hosts have, and how long that took. */
export function endedRevocations(
  revocations: readonly Revocation[],
  { running, isWatched, isRead, now }: RevocationsOptions,
): readonly EndedRevocation[] {
  const groups = Map.groupBy(running, ({ hostGroup }) => hostGroup);
  return revocations.flatMap((revocation): readonly EndedRevocation[] => {
    const { hostGroup, version, since, issued = since } = revocation;
    if (!isWatched(hostGroup)) return [{ ...revocation, end: 'given-up' }];
    if (isRead(hostGroup)) {
      const hosts = (groups.get(hostGroup) ?? []).filter((host) => isConcerned(host, { version, issued }));
      if (hosts.length === 0) return [{ ...revocation, end: 'no-hosts' }];
      const { least, last } = groupOf(hosts);
      if (least >= version)
        return [{ ...revocation, end: 'seen', latency: Math.max(0, last - since) / 1000 }];
    }
    return now - issued > GIVEN_UP ? [{ ...revocation, end: 'given-up' }] : [];
  });
}

/** Whether the host may have, or have had, what the version takes away: one launched later had not, but where it says so. */
function isConcerned(
  { hostGroup, instance, record }: RunningHost,
  { version, issued }: { readonly version: number; readonly issued: number },
): boolean {
  const isOlder = record?.hostGroup === hostGroup && record.version > 0 && record.version < version;
  return isOlder || instance.launched <= issued;
}

interface HostsOfGroup {
  /** The least version that one of them has. */
  readonly least: number;
  /** When the last of them had its version. */
  readonly last: number;
}

function groupOf(hosts: readonly RunningHost[]): HostsOfGroup {
  return hosts.reduce<HostsOfGroup>(
    ({ least, last }, { hostGroup, record }) =>
      record?.hostGroup === hostGroup
        ? { least: Math.min(least, record.version), last: Math.max(last, record.applied) }
        : { least: 0, last },
    { least: Infinity, last: 0 },
  );
}
