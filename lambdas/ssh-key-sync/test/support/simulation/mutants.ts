import type { SyncConfig } from '../../../src/config.ts';
import type { Directory, Store } from '../../../src/ports.ts';
import type { State, User } from '../../../src/state.ts';
import type { Mutant } from './serve.ts';

/** What the judge has to find where one guard is missing. */
export interface CaughtMutant {
  readonly name: string;
  /** A new one for each life. */
  readonly mutant: () => Mutant;
  readonly finds: RegExp;
  /** Of the lives; see `simulate`. */
  readonly pace?: number | undefined;
}

/** Each takes one guard away, from outside. */
export const MUTANTS: readonly CaughtMutant[] = [
  {
    name: 'the second read does not wait for a minute',
    mutant: () => ({ config: (config) => ({ ...config, confirmAfter: 0 }) }),
    finds: /wrongful removal/u,
  },
  {
    name: 'a page of a group is missing now and then, and nobody says so',
    mutant: () => ({
      directory: (directory, chance) => ({
        ...directory,
        members: async (group, signal) => {
          const all = await directory.members(group, signal);
          return chance.happens(0.7) ? all?.filter((_, index) => index % 2 === 0) : all;
        },
      }),
    }),
    finds: /wrongful removal/u,
  },
  {
    name: 'a list of keys that cannot be read is taken for an empty one',
    // The cap alone would stop most of it.
    mutant: () => ({
      config: uncapped,
      directory: (directory) => ({
        ...directory,
        keys: async (name, signal) => directory.keys(name, signal).catch(() => []),
      }),
    }),
    finds: /wrongful removal/u,
  },
  {
    name: 'what has ended is forgotten, so that reads from before bring it back',
    mutant: () => ({ store: forgetful }),
    pace: 30,
    finds: /wrongful grant .*(?:in no such group|not active)/u,
  },
  {
    name: 'there is no cap',
    mutant: () => ({ config: uncapped }),
    finds: /over the cap/u,
  },
  {
    name: 'the cap counts each run by itself',
    mutant: () => ({ store: forgiving }),
    pace: 30,
    finds: /over the cap/u,
  },
  {
    name: 'two runs may write over each other',
    mutant: () => ({ store: heedless }),
    finds: /wrongful|late|has two texts|the UID|earlier version|is forgotten/u,
  },
  {
    name: 'from some time on nothing can be read, whatever the weather',
    mutant: () => ({ directory: goingBlind() }),
    finds: /late/u,
  },
];

function uncapped(config: SyncConfig): SyncConfig {
  return { ...config, removals: { most: 5_000, percent: 100 } };
}

function forgetful(store: Store): Store {
  const kept = (state: State): State => ({
    ...state,
    users: Object.fromEntries(Object.entries(state.users).map(([id, user]) => [id, withoutEnds(user)])),
  });
  return {
    ...store,
    load: async (signal) => {
      const stored = await store.load(signal);
      return stored === undefined ? undefined : { ...stored, state: kept(stored.state) };
    },
  };
}

function withoutEnds(user: User): User {
  const { groups, keys } = user;
  const open = <T extends { readonly ended?: number | undefined }>(facts: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(facts).filter(([, { ended }]) => ended === undefined));
  return { ...user, groups: open(groups), keys: open(keys) };
}

function forgiving(store: Store): Store {
  return {
    ...store,
    load: async (signal) => {
      const stored = await store.load(signal);
      return stored === undefined ? undefined : { ...stored, state: { ...stored.state, taken: undefined } };
    },
  };
}

function heedless(store: Store): Store {
  return {
    ...store,
    save: async (state, _over, signal) => store.save(state, await store.load(signal), signal),
  };
}

/** After some calls: there has to be a manifest first. */
function goingBlind(): (directory: Directory) => Directory {
  let calls = 0;
  const look = async <T>(work: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (calls > 150) throw new Error('not authorized');
    return work();
  };
  return (directory) => ({
    ...directory,
    members: async (group, signal) => look(async () => directory.members(group, signal)),
    user: async (name, signal) => look(async () => directory.user(name, signal)),
    keys: async (name, signal) => look(async () => directory.keys(name, signal)),
  });
}
