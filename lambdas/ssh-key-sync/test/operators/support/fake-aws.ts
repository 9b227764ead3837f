import { KmscryptError } from '@kmscrypt/core/error';
import type { Connect } from '../../../src/operators/connect.ts';
import type { Directory, Fleet, Instance, RefusedReport, Store } from '../../../src/ports.ts';
import type { State } from '../../../src/state.ts';

/** IAM, a bucket and instances, as tables. */
export interface FakeAws {
  /** UserIds by group. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** By UserId. */
  readonly users: Readonly<Record<string, FakeUser>>;
  /** Undefined: nothing in the bucket; `none`: no bucket. */
  readonly state?: State | 'none' | undefined;
  readonly instances?: Readonly<Record<string, readonly Instance[]>>;
  /** Groups that cannot be read. */
  readonly failing?: readonly string[];
  /** Reports that cannot be read. */
  readonly refusedReports?: readonly RefusedReport[];
}

export interface FakeUser {
  readonly name: string;
  /** Bodies by id. */
  readonly keys: Readonly<Record<string, string>>;
}

/** What commands reach AWS by. Whatever would change anything fails. */
export function connectTo(aws: FakeAws, now: () => number): Connect {
  return {
    now,
    connect: async (config) => {
      let calls = 0;
      const count = <T>(value: T): T => {
        calls += 1;
        return value;
      };
      return {
        config,
        directories: { own: directoryOf(aws, count) },
        store: storeOf(aws),
        fleet: fleetOf(aws),
        accounts: {},
        calls: () => calls,
      };
    },
  };
}

const refused = (): Promise<never> => Promise.reject(new Error('operators change nothing'));

function directoryOf({ groups, users, failing = [] }: FakeAws, count: <T>(value: T) => T): Directory {
  const named = (name: string): readonly [id: string, user: FakeUser] | undefined =>
    Object.entries(users).find(([, user]) => user.name === name);
  return {
    members: async (group) => {
      if (failing.includes(group))
        throw new KmscryptError('THROTTLED', `IAM GetGroup with ${group}: slow down`);
      return count(groups[group]?.map((id) => ({ id, name: users[id]?.name ?? '' })));
    },
    user: async (name) => {
      const [id] = named(name) ?? [];
      return count(id === undefined ? undefined : { id, name });
    },
    groupsOf: async (name) => {
      const [id = ''] = named(name) ?? [];
      return count(Object.keys(groups).filter((group) => groups[group]?.includes(id)));
    },
    keys: async (name) =>
      count(Object.keys(named(name)?.[1].keys ?? {}).map((id) => ({ id, isActive: true }))),
    body: async (name, key) => count(named(name)?.[1].keys[key]),
  };
}

function storeOf({ state, refusedReports = [] }: FakeAws): Store {
  return {
    load: async () => {
      if (state === undefined) return undefined;
      if (state !== 'none') return { state, tag: 't' };
      const cause = Object.assign(new Error('it does not exist'), { name: 'NoSuchBucket' });
      throw new KmscryptError('INVALID_OPTION', 'there is no such bucket', { cause });
    },
    save: refused,
    publish: refused,
    reports: async (_known, _signal, onRefused) => {
      for (const each of refusedReports) onRefused?.(each);
      return {};
    },
  };
}

function fleetOf({ instances = {} }: FakeAws): Fleet {
  return { tell: refused, instances: async (hostGroup) => instances[hostGroup] ?? [] };
}
