import { ASSEMBLY, synthesise } from '../cdk/synthesise.ts';
import { type Command, textOf } from '../command.ts';
import { readPlan } from '../read-plan.ts';
import { consecutive } from '../stacks/consecutive.ts';
import { profileOf } from '../stacks/profile-of.ts';
import { selectStacks } from '../stacks/select-stacks.ts';
import { PROFILES_OPTION } from './change-options.ts';

export const diff: Command = {
  name: 'diff',
  describe: 'Show how stacks differ from what is deployed',
  options: { profiles: PROFILES_OPTION },
  takesPatterns: true,
  takesRest: true,
  details: ['-- --fail makes the exit status 1 where there are differences.'],
  run: async ({ options, patterns, rest }, surroundings) => {
    const { cwd, env, runCdk } = surroundings;
    const plan = await readPlan(options, surroundings);
    const profiles = textOf(options, 'profiles') ?? '';
    const groups = consecutive(selectStacks(plan.stacks, patterns), (stack) =>
      profileOf(profiles, plan, stack),
    );
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
        args: ['diff', ...ids, '--app', ASSEMBLY, '--exclusively', ...own, ...rest],
      });
      if (end.isInterrupted) return 130;
      // With `--fail` a difference is no reason to show less of the others.
      if (first.status === 0) first = end;
    }
    return first.status;
  },
};
