import type { Saved } from '../../../src/ports.ts';
import type { StoredFleet } from './memory-store.ts';
import type { World } from './world.ts';

export interface DoneInput {
  readonly world: World;
  readonly stored: StoredFleet;
  readonly saved: Saved;
  readonly unwellSince: ReadonlyMap<string, number>;
  readonly say: (text: string) => void;
}

/** Hosts that are said to be at their release, and were taken out for it: whether they are. */
export function judgeDone({ world, stored, saved, unwellSince, say }: DoneInput): void {
  const policy = (saved.state?.run ?? stored.state.run)?.fleet.policy;
  for (const record of saved.records) {
    const { id, phase, out, in: brought = 0, before, updated } = record;
    const was = stored.records[id];
    const machine = world.machines.get(id);
    if (phase !== 'done' || (was?.phase === 'done' && was.run === record.run)) continue;
    if (machine === undefined || machine.state === 'terminated') continue;
    const updates = policy?.packages === 'all' ? machine.updates : machine.security;
    // Some may be kept back: then it does not count as updated.
    if (updates > 0 && updated !== was?.updated) say(`${id} counts as updated and has ${updates} updates`);
    if (out === undefined) continue;
    if (policy?.reboot !== 'never' && machine.needsReboot) say(`${id} is done and needs a reboot`);
    if (
      policy?.reboot === 'always' &&
      before?.boot.endsWith(machine.boots.toString(16).padStart(12, '0')) === true
    )
      say(`${id} is done and was not rebooted`);
    // Without a soak a host is not asked again.
    if (policy?.soakMinutes !== 0 && (unwellSince.get(id) ?? Infinity) <= brought)
      say(`${id} is done and was never well`);
  }
}
