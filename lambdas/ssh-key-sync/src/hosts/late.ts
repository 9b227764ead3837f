import type { HostRecord, ManifestRecord } from '../state.ts';

export interface LateOptions {
  /** What was known of the host before. */
  readonly before: HostRecord | undefined;
  /** Of its host group. */
  readonly manifest: ManifestRecord | undefined;
}

/**
 * What a host has reported, with since when the bucket has a later version than it has. While the host stays with one version, that time
 * stays: however often the manifest changes meanwhile.
 */
export function withLate(record: HostRecord, { before, manifest }: LateOptions): HostRecord {
  if (manifest === undefined || record.version >= manifest.put) return { ...record, late: undefined };
  const known = before?.version === record.version ? before.late : undefined;
  return { ...record, late: known ?? manifest.issued };
}
