import { ASSEMBLY } from '../cdk/assembly.ts';
import { synthesise } from '../cdk/synthesise.ts';
import { ownStacks } from '../cdk/written-stacks.ts';
import type { Plan } from '../../plan.ts';
import type { Command } from '../command.ts';
import { readPlan } from '../read-plan.ts';

export const synth: Command = {
  name: 'synth',
  describe: 'Write the templates of all stacks to cdk.out, without credentials',
  options: {},
  takesRest: true,
  details: ['Validates the config first. The app is the one of cdk.json.'],
  run: async ({ options, rest }, surroundings) => {
    const plan = await readPlan(options, surroundings);
    const { status, isInterrupted } = await synthesise(surroundings, rest);
    if (isInterrupted) return 130;
    if (status === 0) surroundings.tell(written(plan, surroundings.cwd));
    return status;
  },
};

function written(plan: Plan, cwd: string): string {
  const own = ownStacks(plan, cwd);
  const mine = own.length === 0 ? '' : `, ${own.length} of your own (${own.join(', ')})`;
  return `${plan.stacks.length + own.length} stacks are in ${ASSEMBLY}${mine}; kmscrypt-cdk list names those of the config`;
}
