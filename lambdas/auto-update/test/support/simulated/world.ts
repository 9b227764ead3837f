import type { Chance } from './chance.ts';
import type { VirtualClock } from './clock.ts';
import type { Cluster } from './tasks.ts';
import type { Machine } from './machine.ts';
import type { SentCommand } from './ssm.ts';
import type { TargetGroup } from './target-groups.ts';

/** Everything that AWS has, on a clock of its own. The simulated calls read it and change it; faults change it, too. */
export interface World {
  readonly clock: VirtualClock;
  readonly chance: Chance;
  readonly machines: Map<string, Machine>;
  readonly clusters: Map<string, Cluster>;
  readonly targetGroups: Map<string, TargetGroup>;
  readonly commands: Map<string, SentCommand>;
  /** Documents of SSM that there are. */
  readonly documents: Set<string>;
  readonly parameters: Map<string, string>;
  readonly alarms: Map<string, Alarm>;
  /** What was published, by ARN of the topic. */
  readonly topics: Map<string, string[]>;
  readonly settings: Settings;
  /** Calls that the role may not make. */
  readonly denied: Set<string>;
  /** Who wishes to know that a host is gone, or starts anew, or is up again. */
  readonly listeners: ((event: MachineEvent) => void)[];
}

export interface MachineEvent {
  readonly kind: 'gone' | 'down' | 'up' | 'launched';
  readonly machine: Machine;
}

export interface Alarm {
  readonly name: string;
  state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly tags: Readonly<Record<string, string>>;
}

/** How AWS is today; times in milliseconds. */
export interface Settings {
  /** Until a command reaches its host. */
  deliveryTime: number;
  /** Until invocations of a command are to be seen: SSM is eventually consistent. */
  visibleAfter: number;
  /** Share of commands that never reach their host though its agent is online. */
  lostCommands: number;
  /** Share of answers that are cut. */
  cutAnswers: number;
  /** Before which the Lambda is not invoked. */
  ticksFrom: number;
}

export function createWorld({ clock, chance }: Pick<World, 'clock' | 'chance'>): World {
  return {
    clock,
    chance,
    machines: new Map(),
    clusters: new Map(),
    targetGroups: new Map(),
    commands: new Map(),
    documents: new Set(),
    parameters: new Map(),
    alarms: new Map(),
    topics: new Map(),
    settings: { deliveryTime: 1_500, visibleAfter: 0, lostCommands: 0, cutAnswers: 0, ticksFrom: 0 },
    denied: new Set(),
    listeners: [],
  };
}

export function tell(world: World, event: MachineEvent): void {
  for (const listener of world.listeners) listener(event);
}
