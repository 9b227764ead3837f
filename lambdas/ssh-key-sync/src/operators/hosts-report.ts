import { ownOf } from '../own-of.ts';
import type { SyncConfig } from '../config.ts';
import { formerGroups } from './former-groups.ts';
import type { HostsSeen } from '../hosts.ts';
import type { RunningHost } from '../hosts/running-host.ts';
import type { HostRecord, ManifestRecord, State } from '../state.ts';

/** What the hosts of a group have. */
export interface GroupReport {
  readonly hostGroup: string;
  /** Absent before the first. */
  readonly manifest?: Pick<ManifestRecord, 'version' | 'issued' | 'expires'> | undefined;
  readonly isExpired: boolean;
  /** How many run. */
  readonly running: number;
  readonly upToDate: number;
  /** Hosts without the version, and with no reason for it but that they have not had the time. */
  readonly onTheWay: number;
  readonly behind: readonly HostLine[];
  readonly failed: readonly HostLine[];
  /** Whether the config no longer names it: who its hosts are is not known then. */
  readonly isFormer: boolean;
  /** Why nobody knows which hosts run. */
  readonly problem?: string | undefined;
}

export interface HostLine {
  readonly id: string;
  readonly name?: string | undefined;
  /** Absent of those whose run has failed: `result` and `problems` say it. */
  readonly why?: string | undefined;
  /** When the version that it has not was issued; in milliseconds since the epoch, as all times. */
  readonly since?: number | undefined;
  /** What it last reported; absent where it never has. */
  readonly last?: Pick<HostRecord, 'version' | 'at' | 'result' | 'problems'> | undefined;
}

/** What there is to say of the hosts of each group. */
export function hostsReport(
  { running, behind, failed, expired, failures }: HostsSeen,
  { config, state }: { readonly config: SyncConfig; readonly state: State },
): readonly GroupReport[] {
  const former = formerGroups(state, config).map((each) => ({
    ...each,
    isExpired: false,
    running: 0,
    upToDate: 0,
    onTheWay: 0,
    behind: [],
    failed: [],
    isFormer: true,
  }));
  const current = Object.keys(config.hosts).map((hostGroup) => {
    const isOfGroup = (each: { readonly hostGroup?: string | undefined }): boolean =>
      each.hostGroup === hostGroup;
    const manifest = ownOf(state.manifests, hostGroup);
    const own = running.filter(isOfGroup);
    const late = behind.filter(isOfGroup);
    const lateIds = new Set(late.map(({ instance }) => instance.id));
    const others = own.filter(({ instance, refused }) => !lateIds.has(instance.id) && refused === undefined);
    const upToDate = others.filter((host) => isUpToDate(host, manifest)).length;
    return {
      hostGroup,
      manifest:
        manifest === undefined
          ? undefined
          : { version: manifest.put, issued: manifest.issued, expires: manifest.expires },
      isExpired: expired.includes(hostGroup),
      running: own.length,
      upToDate,
      onTheWay: others.length - upToDate,
      behind: late.map(({ why, ...host }) => ({
        ...lineOf(host),
        why,
        since: host.record?.late ?? manifest?.issued,
      })),
      failed: failed.filter(isOfGroup).map(lineOf),
      isFormer: false,
      problem: failures.find((each) => each.what === 'instances' && isOfGroup(each))?.reason,
    };
  });
  return [...current, ...former];
}

function isUpToDate({ hostGroup, record }: RunningHost, manifest: ManifestRecord | undefined): boolean {
  return record?.hostGroup === hostGroup && record.version >= (manifest?.put ?? 0);
}

function lineOf({ instance: { id, name }, record, refused }: RunningHost): HostLine {
  const why = refused === undefined ? undefined : `its report cannot be read: ${refused}`;
  if (record === undefined) return { id, name, why };
  const { version, at, result, problems } = record;
  return { id, name, why, last: { version, at, result, problems } };
}
