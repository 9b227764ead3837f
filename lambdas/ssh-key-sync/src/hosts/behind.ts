import { ownOf } from '../own-of.ts';
import type { ManifestRecord } from '../state.ts';
import type { RunningHost } from './running-host.ts';

/** A host that has not what it should have by now. */
export interface HostBehind extends RunningHost {
  /** The version that it should have. */
  readonly needed: number;
  /** For people. */
  readonly why: string;
}

/** How old a report may be; in milliseconds. */
export const SILENT = 3 * 3_600_000;

export interface BehindOptions {
  /** By host group. */
  readonly manifests: Readonly<Record<string, ManifestRecord>>;
  /** In minutes. */
  readonly behindAfter: number;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

/** Hosts that are behind their manifest, where they have had the time to get it. */
export function behindOf(
  running: readonly RunningHost[],
  { manifests, behindAfter, now }: BehindOptions,
): readonly HostBehind[] {
  const before = now - behindAfter * 60_000;
  return running.flatMap((host) => {
    const manifest = ownOf(manifests, host.hostGroup);
    // What is not in the bucket cannot be had.
    if (manifest === undefined || manifest.put === 0) return [];
    if (host.instance.launched > before || (manifest.first ?? 0) > before) return [];
    const why = whyBehind(host, { before, now });
    return why === undefined ? [] : [{ ...host, needed: manifest.put, why }];
  });
}

function whyBehind(
  { hostGroup, record, refused }: RunningHost,
  { before, now }: { readonly before: number; readonly now: number },
): string | undefined {
  if (record === undefined) return refused === undefined ? 'has not reported' : 'its report cannot be read';
  if (record.hostGroup !== hostGroup) return `reports as a host of ${record.hostGroup}`;
  if (now - record.at > SILENT) return `has not reported since ${new Date(record.at).toISOString()}`;
  if (record.late === undefined || record.late > before) return undefined;
  return record.version === 0 ? 'has no manifest in force' : `has version ${record.version}`;
}
