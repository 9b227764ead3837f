import type { Host } from '../support/rig/host.ts';

/** Folders of what the script may change, besides homes. */
const CHANGED = '/etc /usr/local /var/lib/kmscrypt-ssh-keys';

/**
 * What files there are: a line each with path, type, mode, owner, time and inode, then the hashes of their content.
 *
 * @param folders default: all that the script may change, besides homes.
 */
export function snapshot(host: Host, folders: string = CHANGED): Promise<string> {
  const find = `find ${folders} -xdev`;
  const stat = `${find} -printf '%p %y %m %U %G %T@ %i %l\\n' 2>/dev/null | sort`;
  return host.get(`${stat}; ${find} -type f -exec sha256sum {} + 2>/dev/null | sort -k 2`);
}

/** The same without what changes when a file is written again with the same content. */
export function contents(host: Host, folders = '/etc'): Promise<string> {
  const find = `find ${folders} -xdev`;
  return host.get(
    `${find} -printf '%p %y %m %U %G %l\\n' | sort; ${find} -type f -exec sha256sum {} + | sort -k 2`,
  );
}
