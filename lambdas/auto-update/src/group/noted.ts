import type { RefreshPlanInput } from '../groups.ts';
import { type Telling, tellAbort, tellOldConfig } from '../plan/tell.ts';
import type { Run } from '../state.ts';

/** The run with what is seen of it besides its refresh: how few hosts serve, a wish to abort it, a config that has changed. */
export function noted(input: RefreshPlanInput, was: Run): Telling {
  const serving = input.group?.hosts.filter(({ isServing }) => isServing).length;
  const seen: Run =
    serving === undefined ? was : { ...was, leastServing: Math.min(was.leastServing ?? serving, serving) };
  const aborting = tellAbort(seen, input);
  const edited = tellOldConfig(aborting.run, input);
  return { run: edited.run, told: [...aborting.told, ...edited.told] };
}
