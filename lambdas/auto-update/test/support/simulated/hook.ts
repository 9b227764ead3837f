import type { RefreshPlan, RefreshPlanInput } from '../../../src/groups.ts';
import type { HostPlan, HostPlanInput } from '../../../src/plan-types.ts';
import type { FleetView } from '../../../src/view.ts';

export type PlanGroup = (input: RefreshPlanInput) => RefreshPlan;
export type Plan = (input: HostPlanInput) => HostPlan;

/**
 * What stands between a tick and the parts that it imports, in tests that mock `src/plan.ts`, `src/plan-group.ts` and `src/read.ts` by it: a simulation looks at
 * plans, and mutants change them.
 */
export const hook: {
  plan?: ((plan: Plan, input: HostPlanInput) => HostPlan) | undefined;
  group?: ((plan: PlanGroup, input: RefreshPlanInput) => RefreshPlan) | undefined;
  look?: ((view: FleetView) => FleetView) | undefined;
} = {};
