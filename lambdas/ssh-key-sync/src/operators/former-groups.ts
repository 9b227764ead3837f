import { timeText } from '@kmscrypt/lambda';
import type { SyncConfig } from '../config.ts';
import type { ManifestRecord, State } from '../state.ts';

/** A host group that the config no longer names, and whose manifest is still there. */
export interface FormerGroup {
  readonly hostGroup: string;
  readonly manifest: Pick<ManifestRecord, 'version' | 'issued' | 'expires'>;
}

/** Host groups of the past: their hosts go on with what they have. */
export function formerGroups(
  { manifests }: Pick<State, 'manifests'>,
  { hosts }: Pick<SyncConfig, 'hosts'>,
): readonly FormerGroup[] {
  return Object.entries(manifests).flatMap(([hostGroup, { put, issued, expires }]) =>
    Object.hasOwn(hosts, hostGroup) || put === 0
      ? []
      : [{ hostGroup, manifest: { version: put, issued, expires } }],
  );
}

export const FORMER =
  'no longer in the config: these hosts keep the users of their last manifest until `kmscrypt-ssh-keys uninstall` is run there, or `install` with another group';

/** For people, under {@link FORMER}. */
export function formerLine({ hostGroup, manifest: { version, issued, expires } }: FormerGroup): string {
  return `${hostGroup}: version ${version} of ${timeText(issued)}, expires ${timeText(expires)}; then delete manifests/${hostGroup}/`;
}
