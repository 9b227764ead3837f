import { ASSEMBLY } from '../cdk/assembly.ts';
import { CREDENTIALS_HINT } from '../cdk/go-on.ts';
import { synthesise } from '../cdk/synthesise.ts';
import { type Command, textOf } from '../command.ts';
import { readPlanForAws } from '../read-plan.ts';
import { consecutive } from '../stacks/consecutive.ts';
import { profileOf } from '../stacks/profile-of.ts';
import { chooseStacks } from '../stacks/choose-stacks.ts';
import { PROFILES_OPTION } from './change-options.ts';

export const diff: Command = {
  name: 'diff',
  describe: 'Show how stacks differ from what is deployed',
  options: { profiles: PROFILES_OPTION },
  takesPatterns: true,
  takesRest: true,
  details: ['-- --fail makes the exit status 1 where there are differences.'],
  run: async ({ options, patterns, rest }, surroundings) => {
    const { cwd, env, tell, runCdk } = surroundings;
    const plan = await readPlanForAws(options, surroundings);
    const profiles = textOf(options, 'profiles') ?? '';
    const chosen = chooseStacks({ plan, patterns, verb: 'diff', cwd });
    const groups = consecutive(chosen, (stack) => profileOf(profiles, plan, stack));
    let first = await synthesise(surroundings);
    if (first.status !== 0) return first.isInterrupted ? 130 : first.status;
    for (const stacks of groups) {
      const [{ account, stage } = { account: '', stage: '' }] = stacks;
      const profile = profileOf(profiles, plan, { account, stage });
      const own = profile === '' ? [] : ['--profile', profile];
      const ids = stacks.map(({ id }) => id);
      const end = await runCdk({
        cwd,
        env,
        isErrorTwice: true,
        args: ['diff', ...ids, '--app', ASSEMBLY, '--exclusively', ...own, ...rest],
      });
      if (end.isInterrupted) return 130;
      // With `--fail` a difference is no reason to show less of the others.
      if (first.status === 0) first = end;
    }
    // With `--fail` it may be a difference.
    if (first.status !== 0 && !rest.includes('--fail')) tell(CREDENTIALS_HINT);
    return first.status;
  },
};
