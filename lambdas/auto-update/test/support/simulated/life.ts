import type { Machine } from './machine.ts';
import { tell, type World } from './world.ts';

/** A host is there from now on. @param startTime until it runs and its agent has said so, in milliseconds; default 0: at once */
export function launch(world: World, machine: Machine, startTime = 0): void {
  world.machines.set(machine.id, machine);
  if (startTime === 0) {
    tell(world, { kind: 'launched', machine });
    return;
  }
  Object.assign(machine, { state: 'pending', checks: 'initializing', isUp: false, isOnline: false });
  world.clock.in(startTime / 2, () => {
    if (machine.state === 'pending') machine.state = 'running';
  });
  world.clock.in(startTime, () => {
    if (machine.state !== 'running') return;
    Object.assign(machine, { checks: 'ok', isUp: true, isOnline: machine.hasAgent });
    tell(world, { kind: 'launched', machine });
  });
}

/** A host is gone: by scaling, by hand, or by itself. It is to be seen as terminated for an hour, as on EC2. */
export function terminate(world: World, machine: Machine): void {
  if (machine.state === 'terminated') return;
  Object.assign(machine, {
    state: 'terminated',
    terminated: world.clock.now(),
    isUp: false,
    isOnline: false,
  });
  tell(world, { kind: 'gone', machine });
}

/** It starts anew: its agent is away, what was at work on it ends. */
export function reboot(world: World, machine: Machine): void {
  const { temper } = machine;
  if (machine.state !== 'running' || !machine.isUp) return;
  Object.assign(machine, { isUp: false, isOnline: false });
  for (const step of machine.had.values())
    step.answer ??= {
      action: step.action,
      result: 'failed',
      packages: 'unchanged',
      problems: ['the host was rebooted meanwhile'],
    };
  tell(world, { kind: 'down', machine });
  if (temper.reboot === 'never-back') {
    machine.checks = 'impaired';
    return;
  }
  world.clock.in(temper.bootTime, () => {
    if (machine.state !== 'running') return;
    machine.boots += 1;
    machine.needsReboot = false;
    if (temper.reboot === 'impaired') {
      machine.checks = 'impaired';
      return;
    }
    Object.assign(machine, { isUp: true, isOnline: machine.hasAgent });
    if (temper.reboot === 'unhealthy') machine.isWell = false;
    if (temper.settleTime > 0) {
      const { isWell } = machine;
      machine.isWell = false;
      world.clock.in(temper.settleTime, () => void (machine.isWell = isWell));
    }
    tell(world, { kind: 'up', machine });
  });
}
