import type { GroupHost } from '../groups.ts';

/** Lifecycle states of hosts that a refresh does not bring in any more. */
const LEAVING = /^(?:Terminat|Detach|EnteringStandby)/u;

/** Hosts that have another image, and do not leave the group anyway; of those that EC2 does not show yet nothing is known. */
export function lackingHosts(hosts: readonly GroupHost[], image: string): readonly GroupHost[] {
  return hosts.filter((host) => host.image !== '' && host.image !== image && !LEAVING.test(host.lifecycle));
}

/** Why a refresh leaves a host as it is: it is told to ignore hosts that somebody keeps so by intent. */
export function keptBy({
  isProtected,
  lifecycle,
}: Pick<GroupHost, 'isProtected' | 'lifecycle'>): string | undefined {
  if (lifecycle === 'Standby' || lifecycle === 'EnteringStandby') return 'it is in standby';
  return isProtected ? 'it is protected from scale-in' : undefined;
}
