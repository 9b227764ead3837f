import type { Plan, StackPlan } from '../../plan.ts';
import { CliError } from '../cli-error.ts';

const PLACEHOLDERS = ['account', 'name', 'stage'] as const;

/** What an account is called: the stage of what it has once. */
export function accountName({ stacks }: Pick<Plan, 'stacks'>, account: string): string {
  return stacks.find((stack) => stack.kind === 'baseline' && stack.account === account)?.stage ?? account;
}

/**
 * The AWS CLI profile of a stack from a pattern such as `acme-{name}-full`: `{account}` is the account's number, `{name}` what it
 * is called, `{stage}` the stack's stage.
 *
 * @throws CliError `USAGE` for another placeholder
 */
export function profileOf(
  pattern: string,
  plan: Pick<Plan, 'stacks'>,
  stack: Pick<StackPlan, 'account' | 'stage'>,
): string {
  const values = { account: stack.account, name: accountName(plan, stack.account), stage: stack.stage };
  return pattern.replaceAll(/\{([^{}]*)\}/g, (_all, word: string) => {
    const placeholder = PLACEHOLDERS.find((each) => each === word);
    if (placeholder !== undefined) return values[placeholder];
    throw new CliError('USAGE', `--profiles has no {${word}}`, {
      hints: [`it has ${PLACEHOLDERS.map((each) => `{${each}}`).join(', ')}: --profiles 'acme-{name}-full'`],
    });
  });
}
