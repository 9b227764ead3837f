import { haltLines } from '../cdk/go-on.ts';
import { type Command, textOf } from '../command.ts';
import { CONFIG_OPTION, readPlanForAws } from '../read-plan.ts';
import { profileOf } from '../stacks/profile-of.ts';
import { PROFILES_OPTION } from './change-options.ts';

export const bootstrap: Command = {
  name: 'bootstrap',
  describe: 'Prepare every account and region for cdk deploy',
  options: {
    config: CONFIG_OPTION,
    print: { type: 'boolean', describe: 'print the commands instead' },
    profiles: PROFILES_OPTION,
  },
  takesRest: true,
  details: [
    'Once for each account, with credentials that may make roles in it.',
    'Who may deploy from another account: -- --trust NUMBER --cloudformation-execution-policies ARN',
  ],
  run: async ({ options, rest }, { cwd, env, print, tell, runCdk }) => {
    const plan = await readPlanForAws(options, { cwd });
    const profiles = textOf(options, 'profiles') ?? '';
    const calls = new Map(
      plan.stacks.map((stack) => {
        const profile = profileOf(profiles, plan, { ...stack, stage: stageOf(plan.stacks, stack.account) });
        const place = `aws://${stack.account}/${stack.region}`;
        return [
          place,
          ['bootstrap', place, ...(profile === '' ? [] : ['--profile', profile]), ...rest],
        ] as const;
      }),
    );
    if (options['print'] === true)
      return await print([...calls.values()].map((args) => `npx cdk ${args.join(' ')}\n`).join(''));
    let count = 0;
    for (const [place, args] of calls) {
      count += 1;
      tell(`[${count}/${calls.size}] ${place} ...`);
      const { status, isInterrupted } = await runCdk({ cwd, env, args });
      if (status === 0 && !isInterrupted) continue;
      const places = [...calls.keys()];
      const lines = haltLines({
        verb: 'bootstrap',
        failed: { id: place, status, isInterrupted },
        done: places.slice(0, count - 1),
        left: places.slice(count - 1),
        again: ['config', 'profiles'].flatMap((name) => {
          const value = textOf(options, name);
          return value === undefined ? [] : [`--${name}`, value];
        }),
        rest,
        remark: 'what is done is left as it is',
      });
      for (const line of lines) tell(line);
      return isInterrupted ? 130 : status;
    }
  },
};

function stageOf(
  stacks: readonly { readonly account: string; readonly stage: string }[],
  account: string,
): string {
  return stacks.find((stack) => stack.account === account)?.stage ?? '';
}
