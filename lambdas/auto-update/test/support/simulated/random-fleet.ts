import { configSchema, type UpdateConfig } from '../../../src/config.ts';
import type { Chance } from './chance.ts';
import { createCluster, followHosts, register, runTask, type Service } from './cluster.ts';
import { launch } from './life.ts';
import { instanceId, type Machine, machineOf, type Temper } from './machine.ts';
import { randomPolicy } from './random-policy.ts';
import { followMachines } from './target-groups.ts';
import type { World } from './world.ts';

export const FLEET = 'web';
export const TOPIC = 'arn:aws:sns:eu-central-1:111111111111:alarms';
export const FREEZE = '/kmscrypt/freeze';
export const ALARM = 'web-errors';
const GROUP = 'arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/web';
const MINUTE = 60_000;

export interface RandomFleet {
  readonly config: UpdateConfig;
  /** One more host of the fleet, that starts now. */
  readonly grow: () => Machine;
}

/** A fleet of 1 to 40 hosts, all of them in service. @param trouble how often hosts are bad ones, 0 to 1 */
export function randomFleet(world: World, chance: Chance, trouble: number): RandomFleet {
  const kind = chance.pick(['plain', 'balanced', 'balanced', 'cluster', 'cluster'] as const);
  const size = chance.happens(0.6)
    ? chance.whole(1, 8)
    : chance.happens(0.6)
      ? chance.whole(5, 16)
      : chance.whole(10, 40);
  const zones = chance.pick([['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c']]);
  const pace = chance.between(0.3, 1.5);
  const arns =
    kind === 'balanced' ? Array.from({ length: chance.whole(1, 2) }, (_, index) => `${GROUP}/${index}`) : [];
  for (const arn of arns)
    world.targetGroups.set(arn, {
      arn,
      port: 80,
      deregistrationDelay: chance.pick([0, 30_000, 120_000, 300_000]),
      healthyAfter: chance.pick([5_000, 30_000, 60_000]),
      targets: new Map(),
    });
  followMachines(world);
  world.documents.add('kmscrypt-auto-update');
  world.topics.set(TOPIC, []);
  if (chance.happens(0.8)) world.parameters.set(FREEZE, 'off');
  world.alarms.set(ALARM, { name: ALARM, state: 'OK', tags: { service: 'web' } });
  const cluster =
    kind === 'cluster'
      ? createCluster(world, { name: FLEET, slots: chance.whole(2, 4), services: servicesFor(chance, size) })
      : undefined;
  if (cluster !== undefined) followHosts(world, cluster);
  let count = 0;
  const make = (launched: number): Machine => {
    count += 1;
    const zone = `eu-central-1${zones[count % zones.length] ?? 'a'}`;
    return machineOf({
      id: instanceId(count),
      zone,
      launched,
      tags: { role: FLEET, ...(chance.happens(0.04) ? { 'auto-update-hold': 'on' } : {}) },
      ...packagesOf(chance),
      ...(chance.happens(0.03 * trouble) ? { hasAgent: false, isOnline: false } : {}),
      temper: temperOf(chance, pace, trouble),
    });
  };
  const serve = (machine: Machine): void => {
    for (const arn of arns)
      world.targetGroups.get(arn)?.targets.set(machine.id, { state: 'in', since: world.clock.now() });
    if (cluster === undefined) return;
    const instance = register(world, cluster, machine);
    if (chance.happens(0.05)) runTask(world, cluster, instance, chance.whole(5, 90) * MINUTE);
    instance.hangs = chance.happens(0.05 * trouble);
  };
  const began = world.clock.now();
  for (let index = 0; index < size; index += 1) {
    const machine = make(began - chance.whole(1, 60) * 24 * 60 * MINUTE);
    launch(world, machine);
    serve(machine);
  }
  return {
    config: configOf(chance, { kind, arns, size }),
    grow: () => {
      const machine = make(world.clock.now());
      // An image is as old as it is: a new host has something to update, too.
      launch(world, machine, 2 * MINUTE);
      world.listeners.push(({ kind: event, machine: other }) => {
        if (event === 'launched' && other === machine) serve(machine);
      });
      return machine;
    },
  };
}

function packagesOf(chance: Chance): Pick<Machine, 'updates' | 'security' | 'needsReboot' | 'platform'> {
  const platform = chance.pick(['debian-12', 'debian-12', 'ubuntu-24.04', 'amzn-2023']);
  if (chance.happens(0.15)) return { platform, updates: 0, security: 0, needsReboot: false };
  const security = chance.whole(0, 3);
  return { platform, security, updates: security + chance.whole(0, 5), needsReboot: chance.happens(0.1) };
}

function temperOf(chance: Chance, pace: number, trouble: number): Temper {
  const isBad = chance.happens(0.08 * trouble);
  const isSlow = chance.happens(0.08 * trouble);
  return {
    patchTime: pace * chance.between(1, 6) * MINUTE,
    bootTime: pace * chance.between(0.5, 3) * MINUTE,
    check: chance.happens(0.02 * trouble) ? 'fails' : 'good',
    patch: isBad ? chance.pick(['fails', 'breaks', 'silent', 'partly', 'refuses', 'hangs']) : 'good',
    reboot: isSlow ? chance.pick(['unhealthy', 'never-back', 'stays', 'impaired']) : 'good',
    settleTime: chance.pick([0, 0, 20_000, 90_000]),
  };
}

function servicesFor(chance: Chance, size: number): readonly Service[] {
  const minHealthy = chance.pick([50, 50, 100]);
  const maximum = minHealthy === 100 ? 200 : chance.pick([100, 200]);
  const times = { startTime: chance.between(2_000, 40_000), stopTime: chance.between(1_000, 60_000) };
  return [
    {
      name: 'app',
      kind: 'replica',
      desired: Math.max(1, Math.ceil(size * chance.between(0.5, 1.6))),
      minHealthy,
      maximum,
      ...times,
    },
    ...(chance.happens(0.3)
      ? [{ name: 'agent', kind: 'daemon' as const, desired: 0, minHealthy: 0, maximum: 100, ...times }]
      : []),
  ];
}

interface ConfigInput {
  readonly kind: 'plain' | 'balanced' | 'cluster';
  readonly arns: readonly string[];
  readonly size: number;
}

function configOf(chance: Chance, { kind, arns, size }: ConfigInput): UpdateConfig {
  return configSchema.parse({
    environment: 'prod',
    table: 'kmscrypt-auto-update',
    document: 'kmscrypt-auto-update',
    topic: TOPIC,
    freeze: FREEZE,
    policy: randomPolicy(chance, size),
    fleets: {
      [FLEET]:
        kind === 'cluster'
          ? {
              mode: 'ecs',
              cluster: FLEET,
              nonServiceTasks: chance.pick(['wait', 'skip']),
              services: ['nginx'],
            }
          : { mode: 'in-place', tags: { role: FLEET }, targetGroups: arns },
    },
  });
}
