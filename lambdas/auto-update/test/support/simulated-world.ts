import type { AwsCalls } from '../../src/aws/calls.ts';
import { simulatedCalls } from './simulated/calls.ts';
import { chanceOf } from './simulated/chance.ts';
import { type VirtualClock, virtualClock } from './simulated/clock.ts';
import { launch } from './simulated/life.ts';
import { instanceId, type Machine, machineOf } from './simulated/machine.ts';
import { createWorld, type World } from './simulated/world.ts';

const BEGIN = Date.UTC(2026, 10, 22, 2);

export interface SimulatedWorld {
  readonly world: World;
  readonly clock: VirtualClock;
  readonly machines: readonly Machine[];
  readonly calls: AwsCalls;
  readonly signal: AbortSignal;
  /** @param milliseconds for which the world goes on */
  readonly wait: (milliseconds: number) => void;
}

/** A simulated AWS with so many hosts, and its calls. */
export function simulatedWorld(hosts: number, given: Partial<Machine> = {}): SimulatedWorld {
  const clock = virtualClock(BEGIN);
  const world = createWorld({ clock, chance: chanceOf(1) });
  world.documents.add('update');
  const machines = Array.from({ length: hosts }, (_, index) =>
    machineOf({ id: instanceId(index + 1), ...given }),
  );
  for (const machine of machines) launch(world, machine);
  const calls = simulatedCalls(world);
  const { signal } = new AbortController();
  const wait = (milliseconds: number): void => clock.advance(clock.now() + milliseconds);
  return { world, clock, machines, calls, signal, wait };
}
