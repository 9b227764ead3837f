import { changeStacks } from '../cdk/change-stacks.ts';
import { synthesise } from '../cdk/synthesise.ts';
import { type Command, textOf } from '../command.ts';
import { readPlan } from '../read-plan.ts';
import { reversed } from '../stacks/ready-stacks.ts';
import { selectStacks } from '../stacks/select-stacks.ts';
import { atOnceOf, PARALLEL_OPTION, PROFILES_OPTION } from './change-options.ts';

export const destroy: Command = {
  name: 'destroy',
  describe: 'Delete stacks, each before those that it was built upon',
  options: { profiles: PROFILES_OPTION, parallel: PARALLEL_OPTION },
  takesPatterns: true,
  takesRest: true,
  details: [
    'cdk asks before each; -- --force says yes to all, and --parallel needs it.',
    'All but the stacks of disposable environments are protected from deletion:',
    'aws cloudformation update-termination-protection.',
  ],
  run: async ({ options, patterns, rest }, surroundings) => {
    const plan = await readPlan(options, surroundings);
    const change = {
      verb: 'destroy',
      plan,
      stacks: reversed(selectStacks(plan.stacks, patterns)),
      atOnce: atOnceOf(options),
      profiles: textOf(options, 'profiles'),
      rest,
    } as const;
    const { status, isInterrupted } = await synthesise(surroundings);
    if (isInterrupted) return 130;
    return status === 0 ? changeStacks(change, surroundings) : status;
  },
};
