import { synthesise } from '../cdk/synthesise.ts';
import type { Command } from '../command.ts';
import { readPlan } from '../read-plan.ts';

export const synth: Command = {
  name: 'synth',
  describe: 'Write the templates of all stacks to cdk.out, without credentials',
  options: {},
  takesRest: true,
  details: ['Validates the config first. The app is the one of cdk.json.'],
  run: async ({ options, rest }, surroundings) => {
    const { stacks } = await readPlan(options, surroundings);
    const { status, isInterrupted } = await synthesise(surroundings, rest);
    if (status === 0)
      surroundings.tell(`${stacks.length} stacks are in cdk.out; kmscrypt-cdk list names them`);
    return isInterrupted ? 130 : status;
  },
};
