import type { Plan, StackPlan } from '../../plan.ts';
import { ownStacks } from '../cdk/written-stacks.ts';
import { CliError } from '../cli-error.ts';
import { selectStacks } from './select-stacks.ts';

const DOES = { deploy: 'deploys', diff: 'compares', destroy: 'deletes' } as const;

export interface Choice {
  readonly plan: Plan;
  /** None: all stacks. */
  readonly patterns: readonly string[];
  /** What is done with them. */
  readonly verb: keyof typeof DOES;
  readonly cwd: string;
}

/**
 * The stacks of the plan that patterns name, in its order.
 *
 * @throws CliError `STACK_NOT_FOUND` for patterns that name none, and for stacks of the app's author
 */
export function chooseStacks({ plan, patterns, verb, cwd }: Choice): readonly StackPlan[] {
  const stages = new Set(plan.stacks.map(({ stage }) => stage));
  const own = patterns.length === 0 ? [] : ownStacks(plan, cwd);
  const stranger = patterns.find((pattern) => own.includes(pattern) && !stages.has(pattern));
  if (stranger === undefined) return selectStacks(plan.stacks, patterns);
  throw new CliError('STACK_NOT_FOUND', `${stranger} is no stack of the config`, {
    hints: [`npx cdk ${verb} ${stranger} ${DOES[verb]} it`],
  });
}
