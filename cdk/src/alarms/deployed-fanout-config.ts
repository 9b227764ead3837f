import type { Plan } from '../plan.ts';
import { alarmArnsOf } from './alarm-arns.ts';
import { fanoutConfig } from './fanout-config.ts';

/** The config of the fan-out as its functions have it: with accounts, queues and table. */
export function deployedFanoutConfig(
  plan: Plan,
  fanout: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { readerRole, queue } = alarmArnsOf(plan);
  return {
    ...fanoutConfig(plan, { fanout, readerRole }),
    queues: `${queue}-`,
    table: queue.split(':').at(-1),
  };
}
