import type { StackPlan } from '../../plan.ts';
import { CliError } from '../cli-error.ts';

/**
 * The stacks that patterns name, in the order of the plan: `stage/network`, `stage/*`, `stage` (all of that stage) and
 * `*\/network`. `*` is any text without `/`. No patterns: all stacks.
 *
 * @throws CliError `STACK_NOT_FOUND` for patterns that name none
 */
export function selectStacks(
  stacks: readonly StackPlan[],
  patterns: readonly string[],
): readonly StackPlan[] {
  if (patterns.length === 0) return stacks;
  const tests = patterns.map((pattern) => [pattern, expressionOf(pattern)] as const);
  const missing = tests
    .filter(([, test]) => !stacks.some(({ id }) => test.test(id)))
    .map(([pattern]) => pattern);
  if (missing.length > 0) {
    const stages = [...new Set(stacks.map(({ stage }) => stage))];
    throw new CliError('STACK_NOT_FOUND', `no stack is called ${missing.join(', ')}`, {
      hints: [`the stages are ${stages.join(', ')}; kmscrypt-cdk list prints all stacks`],
    });
  }
  return stacks.filter(({ id }) => tests.some(([, test]) => test.test(id)));
}

function expressionOf(pattern: string): RegExp {
  const whole = pattern.includes('/') ? pattern : `${pattern}/*`;
  const source = whole.split('*').map((text) => text.replaceAll(/[\\^$.+?()[\]{}|]/g, String.raw`\$&`));
  return new RegExp(`^${source.join('[^/]*')}$`);
}
