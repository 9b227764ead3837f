import { MINUTE } from '../times.ts';
import type { Effect, HostPlanInput } from '../plan-types.ts';
import type { HostRecord } from '../host-record.ts';
import type { Step } from '../step.ts';
import type { Host, StepOutcome } from '../view.ts';
import { type RehearsedHost, rehearsedHost, STEP_MINUTES } from './rehearsed-host.ts';

/** A fleet in which every step goes well. */
export interface World {
  view(now: number): {
    readonly hosts: readonly Host[];
    readonly steps: Readonly<Record<string, StepOutcome>>;
  };
  carryOut(
    effects: readonly Effect[],
    at: { readonly now: number; readonly records: Readonly<Record<string, HostRecord>> },
  ): void;
}

/** As it is at the beginning; what was asked of hosts before is answered at once. */
export function worldOf({ view, records, following, now }: HostPlanInput): World {
  const hosts = new Map(view.hosts.map((host) => [host.id, host]));
  const hasToReboot = following.policy.reboot !== 'never';
  const isTakenOut = following.mode === 'ecs' || following.targetGroups.length > 0;
  const machines = new Map<string, RehearsedHost>(
    view.hosts.map((host) => [host.id, rehearsedHost(host, { record: records[host.id], hasToReboot })]),
  );
  const answers = new Map<string, { readonly due: number; readonly outcome: StepOutcome }>();
  const send = (id: string, step: Pick<Step, 'action' | 'id'>, at: number): void => {
    const result = machines.get(id)?.answer(step.action, step.id);
    if (result !== undefined)
      answers.set(id, {
        due: at + STEP_MINUTES[step.action] * MINUTE,
        outcome: { kind: 'answered', result },
      });
  };
  const move = (ids: readonly string[], change: Partial<Host>): void => {
    for (const id of ids) {
      const host = hosts.get(id);
      if (host !== undefined) hosts.set(id, { ...host, ...change });
    }
  };
  for (const { id, step } of Object.values(records)) if (step?.command !== undefined) send(id, step, now);
  return {
    view: (at) => ({
      hosts: [...hosts.values()],
      steps: Object.fromEntries(
        [...answers].map(([id, { due, outcome }]) => [id, due <= at ? outcome : { kind: 'pending' }]),
      ),
    }),
    carryOut: (effects, at) => {
      for (const effect of effects) {
        if (effect.kind === 'send')
          for (const id of effect.hosts) send(id, { action: effect.action, id: effect.step }, at.now);
        else if (effect.kind === 'bring-in') move(effect.hosts, { service: 'in', isServing: true });
        else if (isTakenOut)
          move(effect.hosts, { service: 'out', isServing: false, tasks: { ofServices: 0, others: 0 } });
      }
    },
  };
}
