import type { PlanInput } from '../plan-types.ts';

/** The same, as it would be if nobody and nothing held it back but windows, the floor and the order of environments. */
export function withoutHolds<Input extends PlanInput>(input: Input): Input {
  const { abort, start } = input.control;
  return {
    ...input,
    control: { format: 1, abort, start },
    gates: { alarms: [], unreadable: [] },
  };
}
