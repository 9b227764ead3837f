export { referenceArchitecture } from './app.ts';
export { planOf } from './plan.ts';
export type { AccountPlan, Plan, StackKind, StackPlan } from './plan.ts';
