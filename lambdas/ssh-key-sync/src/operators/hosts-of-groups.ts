import { reasonOf } from '@kmscrypt/lambda';
import type { Fleet, Instance } from '../ports.ts';

/** Hosts of a group that run, or why nobody knows. */
export type HostsOfGroup = { readonly instances: readonly Instance[] } | { readonly problem: string };

/** Asks for the hosts of all groups; one that cannot be asked for hides no other. */
export async function hostsOfGroups(
  hostGroups: readonly string[],
  { fleet, signal }: { readonly fleet: Fleet; readonly signal: AbortSignal },
): Promise<Readonly<Record<string, HostsOfGroup>>> {
  const found = await Promise.all(
    hostGroups.map(async (hostGroup) => [hostGroup, await hostsOfGroup(hostGroup)] as const),
  );
  return Object.fromEntries(found);

  async function hostsOfGroup(hostGroup: string): Promise<HostsOfGroup> {
    try {
      return { instances: await fleet.instances(hostGroup, signal) };
    } catch (error) {
      return { problem: reasonOf(error) };
    }
  }
}
