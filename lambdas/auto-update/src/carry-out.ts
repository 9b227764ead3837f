import { reasonOf } from '@kmscrypt/lambda';
import type { HostFleet } from './config.ts';
import { mayHave } from './may-have.ts';
import type { Effect } from './plan-types.ts';
import type { Hosts, NotDone } from './ports.ts';
import type { FleetView, Host } from './view.ts';

export interface CarryOutInput {
  /** The one that is followed. */
  readonly fleet: HostFleet;
  readonly view: FleetView;
  readonly hosts: Pick<Hosts, 'takeOut' | 'bringIn' | 'send'>;
  readonly signal: AbortSignal;
}

export interface CarriedOut {
  /** SSM's ids, by host, of the steps that were sent. */
  readonly commands: Readonly<Record<string, string>>;
  /** What could not be done; the next tick does it again. */
  readonly notDone: readonly NotDone[];
}

/** Minutes that the script may take for what is no patch. */
const MINUTES = { check: 15, reboot: 5, health: 5 };

/** Carries effects out, in order; what fails stops nothing else, and nothing is forgotten: it never rejects. */
export async function carryOut(effects: readonly Effect[], input: CarryOutInput): Promise<CarriedOut> {
  const commands: Record<string, string> = {};
  const notDone: NotDone[] = [];
  for (const effect of effects) {
    const done = await carryOutOne(effect, input);
    Object.assign(commands, done.commands);
    notDone.push(...done.notDone);
  }
  return { commands, notDone };
}

async function carryOutOne(effect: Effect, input: CarryOutInput): Promise<CarriedOut> {
  const { fleet, hosts, signal } = input;
  const failed = (reason: string, more: Pick<NotDone, 'mayHave'> = {}): CarriedOut => ({
    commands: {},
    notDone: effect.hosts.map((host) => ({ host, reason, ...more })),
  });
  if (signal.aborted) return failed('there was no time left');
  try {
    if (effect.kind !== 'send') {
      const { shown, gone } = shownOf(effect.hosts, input.view);
      const done =
        effect.kind === 'take-out'
          ? await hosts.takeOut(fleet, shown, signal)
          : await hosts.bringIn(fleet, shown, signal);
      return { commands: {}, notDone: [...gone, ...done] };
    }
    const { action, step, pin } = effect;
    const minutes = action === 'patch' ? fleet.policy.patchMinutes : MINUTES[action];
    const { packages: scope } = fleet.policy;
    return await hosts.send(
      { action, step, hosts: effect.hosts, scope, pin, services: fleet.services, minutes },
      signal,
    );
  } catch (error) {
    return failed(reasonOf(error), mayHave(error));
  }
}

function shownOf(
  ids: readonly string[],
  view: FleetView,
): { readonly shown: readonly Host[]; readonly gone: readonly NotDone[] } {
  const wanted = new Set(ids);
  const shown = view.hosts.filter(({ id }) => wanted.has(id));
  for (const { id } of shown) wanted.delete(id);
  return { shown, gone: [...wanted].map((host) => ({ host, reason: 'there is no such host' })) };
}
