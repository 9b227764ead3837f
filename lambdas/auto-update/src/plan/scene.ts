import type { HostPlanInput } from '../plan-types.ts';
import type { HostRecord } from '../host-record.ts';
import type { Run } from '../state.ts';
import type { Host } from '../view.ts';
import { compare } from './order.ts';

/** A fleet with its run, by id of the host and sorted by it: nothing hangs on the order in which AWS or the table tell. */
export interface Scene {
  readonly input: HostPlanInput;
  readonly hosts: ReadonlyMap<string, Host>;
  /** Of this run, as they were written. */
  readonly before: ReadonlyMap<string, HostRecord>;
}

export function sceneOf({ id }: Run, input: HostPlanInput): Scene {
  const hosts = input.view.hosts.toSorted((a, b) => compare(a.id, b.id));
  const own = Object.values(input.records).filter(({ run }) => run === id);
  return {
    input: { ...input, view: { ...input.view, hosts } },
    hosts: new Map(hosts.map((host) => [host.id, host])),
    before: new Map(own.toSorted((a, b) => compare(a.id, b.id)).map((record) => [record.id, record])),
  };
}
