import { changeStacks } from '../cdk/change-stacks.ts';
import { synthesise } from '../cdk/synthesise.ts';
import { CliError } from '../cli-error.ts';
import { type Command, textOf } from '../command.ts';
import { readPlanForAws } from '../read-plan.ts';
import { reversed } from '../stacks/ready-stacks.ts';
import { chooseStacks } from '../stacks/choose-stacks.ts';
import { atOnceOf, PARALLEL_OPTION, PROFILES_OPTION } from './change-options.ts';

export const destroy: Command = {
  name: 'destroy',
  describe: 'Delete stacks, each before those that it was built upon',
  options: {
    all: { type: 'boolean', describe: 'all stacks, instead of names' },
    profiles: PROFILES_OPTION,
    parallel: PARALLEL_OPTION,
  },
  takesPatterns: true,
  aboutPatterns: 'which; all of them only with --all',
  takesRest: true,
  details: [
    'cdk asks before each; -- --force says yes to all, and --parallel needs it.',
    'All but the stacks of disposable environments are protected from deletion:',
    'aws cloudformation update-termination-protection. Buckets go only when they are empty.',
  ],
  run: async ({ options, patterns, rest }, surroundings) => {
    if ((patterns.length === 0) !== (options['all'] === true))
      throw new CliError(
        'USAGE',
        patterns.length === 0 ? 'no stacks are named' : 'stacks are named, and --all is given',
        {
          hints: ['name stacks, such as dev or dev/network; or --all, which deletes everything'],
        },
      );
    const plan = await readPlanForAws(options, surroundings);
    const change = {
      verb: 'destroy',
      plan,
      stacks: reversed(chooseStacks({ plan, patterns, verb: 'destroy', cwd: surroundings.cwd })),
      atOnce: atOnceOf(options),
      profiles: textOf(options, 'profiles'),
      rest,
    } as const;
    const { status, isInterrupted } = await synthesise(surroundings);
    if (isInterrupted) return 130;
    return status === 0 ? changeStacks(change, surroundings) : status;
  },
};
