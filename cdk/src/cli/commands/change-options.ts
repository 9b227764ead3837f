import { CliError } from '../cli-error.ts';
import type { Option, Values } from '../command.ts';

/** More at once would wait for CloudFormation's own limits. */
const MOST = 10;

export const PROFILES_OPTION: Option = {
  type: 'string',
  describe: "AWS CLI profile of each stack: 'acme-{name}-auto-deploy'; also {account}, {stage}",
};

export const PARALLEL_OPTION: Option = {
  type: 'number',
  describe: `how many stacks at once, 1 to ${MOST}; default 1`,
};

/**
 * How many at once.
 *
 * @throws CliError `USAGE`
 */
export function atOnceOf({ parallel = 1 }: Values): number {
  if (typeof parallel === 'number' && Number.isInteger(parallel) && parallel >= 1 && parallel <= MOST)
    return parallel;
  throw new CliError('USAGE', `--parallel takes a whole number from 1 to ${MOST}`, {
    hints: ['--parallel 4'],
  });
}
