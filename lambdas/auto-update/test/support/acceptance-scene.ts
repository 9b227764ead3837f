import { calling } from '../../src/aws/calling.ts';
import { configSchema, fleetsOf, type HostFleet, type UpdateConfig } from '../../src/config.ts';
import { tick } from '../../src/tick.ts';
import { beforeCalls } from './before-calls.ts';
import { simulatedCalls } from './simulated/calls.ts';
import { chanceOf } from './simulated/chance.ts';
import { virtualClock } from './simulated/clock.ts';
import { type Cluster, createCluster, followHosts, register } from './simulated/cluster.ts';
import { groupCalls } from './simulated/groups-calls.ts';
import { addGroup } from './simulated/groups-settle.ts';
import { addImage, addTemplate } from './simulated/groups-templates.ts';
import { createEstate, type Group } from './simulated/groups.ts';
import { launch } from './simulated/life.ts';
import { instanceId, machineOf } from './simulated/machine.ts';
import { createTable, fleetOf, type MemoryTable, memoryStore } from './simulated/memory-store.ts';
import { refusal } from './simulated/refusal.ts';
import { hostsOf, serves } from './simulated/truth.ts';
import { createWorld, type World } from './simulated/world.ts';

const MINUTE = 60_000;
/** On a Sunday, some minutes before the window opens. */
const BEGIN = Date.UTC(2026, 10, 22, 0, 55);
export const TOPIC = 'arn:aws:sns:eu-central-1:111111111111:alarms';
export const ALARM = 'web-errors';
export const OLD_IMAGE = 'ami-00000000000000001';
export const NEW_IMAGE = 'ami-00000000000000002';
const QUIET = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };

export interface Scene {
  readonly world: World;
  readonly cluster: Cluster;
  readonly group: Group;
  readonly table: MemoryTable;
  /** The fewest hosts of the cluster, and of the group, that served at any minute. */
  readonly least: { cluster: number; group: number };
  /** Ticks, a minute apart, until it says so. */
  until(isOver: () => boolean, mishap?: (tick: number) => Mishap): Promise<void>;
}

/** What happens to the Lambda in a tick. */
export interface Mishap {
  /** It stands still for good before the call of this number. */
  readonly killAt?: number | undefined;
  /** Share of calls that are throttled. */
  readonly throttled?: number | undefined;
}

/** Twelve hosts of a cluster and a group of six, in three zones; an updater that ticks, in a window from one to six o'clock. */
export function acceptanceScene(): Scene {
  const clock = virtualClock(BEGIN);
  const chance = chanceOf(11);
  const world = createWorld({ clock, chance });
  world.documents.add('dev-auto-update');
  world.topics.set(TOPIC, []);
  world.alarms.set(ALARM, { name: ALARM, state: 'OK', tags: {} });
  const cluster = clusterOf(world);
  const estate = createEstate(world);
  addImage(estate, { id: OLD_IMAGE, created: BEGIN - 60 * 24 * 60 * MINUTE });
  addImage(estate, { id: NEW_IMAGE, created: BEGIN - 24 * 60 * MINUTE });
  addTemplate(estate, 'lt-1', [{ ImageId: OLD_IMAGE, InstanceType: 't3.small' }]);
  const group = addGroup(estate, { name: 'workers', template: { id: 'lt-1', version: '1' }, desired: 6 });
  world.parameters.set('/images/newest', NEW_IMAGE);
  const config = configOf();
  const fleet = fleetsOf(config).find((each): each is HostFleet => each.mode === 'ecs');
  if (fleet === undefined) throw new Error('there is no fleet');
  const table = createTable();
  const raw = simulatedCalls(world, groupCalls(estate));
  const least = { cluster: Infinity, group: Infinity };
  const watch = (): void => {
    const serving = hostsOf(world, fleet).filter((machine) => serves(world, fleet, machine));
    least.cluster = Math.min(least.cluster, serving.length);
    const good = [...group.members.values()].filter(
      ({ lifecycle, isHealthy }) => lifecycle === 'InService' && isHealthy,
    );
    least.group = Math.min(least.group, good.length);
  };

  const tickOnce = async ({ killAt = Infinity, throttled = 0 }: Mishap): Promise<void> => {
    let isKilled: () => void = () => {};
    const killed = new Promise<void>((resolve) => (isKilled = resolve));
    let calls = 0;
    const unlessKilled = async (): Promise<void> => {
      calls += 1;
      if (calls < killAt) return;
      isKilled();
      await new Promise(() => {});
    };
    const faulty = beforeCalls(raw, async () => {
      await unlessKilled();
      if (chance.happens(throttled)) throw refusal('ThrottlingException', 'Rate exceeded');
    });
    const store = memoryStore({
      table,
      now: () => clock.now(),
      step: async (_name, _signal, deed) => {
        await unlessKilled();
        return deed();
      },
    });
    const { signal } = new AbortController();
    const ticked = tick({
      config,
      store,
      callsWhile: (mayGoOn) =>
        calling(faulty, {
          mayGoOn,
          region: 'eu-central-1',
          retrying: { random: () => chance.next(), sleep: async () => {} },
        }),
      counted: () => calls,
      account: '111111111111',
      region: 'eu-central-1',
      signal,
      answerBy: signal,
      logger: QUIET,
    });
    await Promise.race([ticked, killed]);
  };

  return {
    world,
    cluster,
    group,
    table,
    least,
    until: async (isOver, mishap = () => ({})) => {
      for (let count = 1; !isOver(); count += 1) {
        if (count > 1_000) throw new Error(`not over after ${count} ticks: ${stateText(table)}`);
        clock.advance(clock.now() + MINUTE);
        watch();
        await tickOnce(mishap(count));
        watch();
      }
    },
  };
}

function stateText(table: MemoryTable): string {
  return [...table.fleets.keys()]
    .map((name) => {
      const { state, records } = fleetOf(table, name);
      const held = state.held.map(({ text }) => text).join(', ');
      const phases = Object.values(records).map(({ id, phase }) => `${id} ${phase}`);
      return `${name}: ${state.run?.id} ${held} ${phases.join(' ')}`;
    })
    .join('; ');
}

function clusterOf(world: World): Cluster {
  const app = { name: 'app', kind: 'replica', desired: 16, minHealthy: 100, maximum: 200 } as const;
  const cluster = createCluster(world, {
    name: 'web',
    slots: 3,
    services: [{ ...app, startTime: 20_000, stopTime: 30_000 }],
  });
  followHosts(world, cluster);
  for (let index = 0; index < 12; index += 1) {
    const zone = `eu-central-1${['a', 'b', 'c'][index % 3] ?? 'a'}`;
    const launched = BEGIN - 40 * 24 * 60 * MINUTE;
    const machine = machineOf({ id: instanceId(index + 1), zone, launched, security: 2, updates: 4 });
    launch(world, machine);
    register(world, cluster, machine);
  }
  return cluster;
}

function configOf(): UpdateConfig {
  return configSchema.parse({
    environment: 'dev',
    table: 'dev-auto-update',
    document: 'dev-auto-update',
    topic: TOPIC,
    policy: {
      windows: [{ hours: '01:00-06:00' }],
      maxUnavailable: 3,
      minHealthy: '50%',
      canary: { hosts: 1, soakMinutes: 10 },
      alarms: { names: [ALARM] },
      stopAfter: 4,
    },
    fleets: {
      web: { mode: 'ecs', cluster: 'web', services: ['nginx'] },
      workers: { mode: 'refresh', group: 'workers', image: '/images/newest', current: '/images/current' },
    },
  });
}
