import type { Groups } from '../../../src/groups.ts';
import type { Connect, OperatorStore } from '../../../src/operators/connect.ts';
import type { RunReport } from '../../../src/plan-types.ts';
import type { Hosts, Looked, Promotions } from '../../../src/ports.ts';
import type { Image } from '../../../src/release.ts';
import { EMPTY_STATE } from '../../../src/state.ts';
import type { Agent, Gates, Host } from '../../../src/view.ts';

/** 2026-11-22T04:00:00Z, a Sunday. */
export const NOW = Date.UTC(2026, 10, 22, 4);
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

export const CONFIG_TEXT = {
  environment: 'prod',
  table: 'auto-update',
  document: 'kmscrypt-auto-update',
  fleets: { web: { mode: 'in-place', tags: { role: 'web' } }, jobs: { mode: 'ecs', cluster: 'jobs' } },
} as const;

/** A table and a fleet, as they are; what would change hosts fails. */
export interface World {
  /** By fleet. */
  readonly looked?: Readonly<Record<string, Partial<Looked>>>;
  readonly reports?: readonly RunReport[];
  readonly active?: readonly string[];
  /** What the table cannot be read for. */
  readonly tableError?: Error;
  readonly hosts?: readonly Host[];
  /** What the hosts of a fleet cannot be read for, by its name. */
  readonly hostErrors?: Readonly<Record<string, Error>>;
  readonly agents?: Readonly<Record<string, Agent>>;
  readonly gates?: Gates;
  readonly group?: Awaited<ReturnType<Groups['look']>>;
  /** How the table of promotions is read. */
  readonly promoted?: Promotions['read'] | undefined;
}

export interface Reached extends Connect {
  /** Wishes that were written, in their order. */
  readonly wished: (readonly [fleet: string, control: Looked['control']])[];
}

export const LOOKED: Looked = { state: EMPTY_STATE, control: { format: 1 }, records: {} };

export function worldOf(world: World = {}): Reached {
  const wished: Reached['wished'] = [];
  return {
    wished,
    now: () => NOW,
    user: () => 'alice@laptop',
    connect: async () => ({
      region: 'eu-central-1',
      store: storeOf(world, wished),
      hosts: hostsOf(world),
      groups: { look: async (_, wanted) => withImage(world.group, wanted), carryOut: refused },
      ...(world.promoted === undefined ? {} : { promotions: { read: world.promoted, write: refused } }),
      gates: { gates: async () => world.gates ?? { alarms: [], unreadable: [] } },
      counted: () => 0,
    }),
  };
}

const refused = (): Promise<never> => Promise.reject(new Error('operators change no host'));

function withImage(group: World['group'], image: Image | undefined): World['group'] {
  return group === undefined || image === undefined ? group : { ...group, newest: { image } };
}

function storeOf(
  { looked = {}, reports = [], active = [], tableError }: World,
  wished: Reached['wished'],
): OperatorStore {
  const look = (fleet: string): Looked => ({ ...LOOKED, ...looked[fleet] });
  return {
    look: async (fleet) => {
      if (tableError !== undefined) throw tableError;
      return look(fleet);
    },
    wish: async (fleet, change) => {
      const control = change(look(fleet).control);
      wished.push([fleet, control]);
      return control;
    },
    reports: async (fleet, most) => reports.filter((report) => report.fleet === fleet).slice(0, most),
    active: async () => {
      if (tableError !== undefined) throw tableError;
      return active;
    },
  };
}

function hostsOf({ hosts = [], hostErrors = {}, agents = {} }: World): Hosts {
  return {
    all: async ({ name }) => {
      if (hostErrors[name] !== undefined) throw hostErrors[name];
      return hosts;
    },
    agents: async () => agents,
    tasks: async () => ({}),
    takeOut: refused,
    bringIn: refused,
    send: refused,
    outcomes: refused,
  };
}
