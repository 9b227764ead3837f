import { changeStacks } from '../cdk/change-stacks.ts';
import { synthesise } from '../cdk/synthesise.ts';
import { type Command, textOf } from '../command.ts';
import { readPlanForAws } from '../read-plan.ts';
import { chooseStacks } from '../stacks/choose-stacks.ts';
import { atOnceOf, PARALLEL_OPTION, PROFILES_OPTION } from './change-options.ts';

export const deploy: Command = {
  name: 'deploy',
  describe: 'Deploy stacks, each after those that it waits for',
  options: { profiles: PROFILES_OPTION, parallel: PARALLEL_OPTION },
  takesPatterns: true,
  takesRest: true,
  details: [
    'Stops at the first failure, and says how to go on. cdk asks before it widens permissions; with',
    '--parallel it cannot: look at kmscrypt-cdk diff, then add -- --require-approval never.',
  ],
  run: async ({ options, patterns, rest }, surroundings) => {
    const plan = await readPlanForAws(options, surroundings);
    const change = {
      verb: 'deploy',
      plan,
      stacks: chooseStacks({ plan, patterns, verb: 'deploy', cwd: surroundings.cwd }),
      atOnce: atOnceOf(options),
      profiles: textOf(options, 'profiles'),
      rest,
    } as const;
    const { status, isInterrupted } = await synthesise(surroundings);
    if (isInterrupted) return 130;
    return status === 0 ? changeStacks(change, surroundings) : status;
  },
};
