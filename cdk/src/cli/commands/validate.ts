import { ConfigError } from '../../config/config-error.ts';
import type { Command } from '../command.ts';
import { EXIT_STATUS } from '../exit-status.ts';
import { placeholderAccounts } from '../placeholder-accounts.ts';
import { CONFIG_OPTION, readPlan } from '../read-plan.ts';

export const validate: Command = {
  name: 'validate',
  describe: 'Check the config, without credentials',
  options: {
    config: CONFIG_OPTION,
    json: { type: 'boolean', describe: 'print the problems as JSON' },
  },
  details: ['Tells all problems at once, each with its place and path; the exit status is 2 then.'],
  run: async ({ options }, { cwd, print, tell }) => {
    try {
      const { accounts, config, stacks } = await readPlan(options, { cwd });
      const places = placeholderAccounts(config);
      if (places.length > 0)
        tell(`placeholders, to be replaced before bootstrap and deploy: ${places.join(', ')}`);
      if (options['json'] === true) return await print('{"problems":[]}\n');
      const counts = [
        count(accounts, 'account'),
        count(config.environments, 'environment'),
        count(stacks, 'stack'),
      ];
      return await print(`valid: ${counts.join(', ')}\n`);
    } catch (error) {
      if (options['json'] !== true || !(error instanceof ConfigError)) throw error;
      await print(`${JSON.stringify({ problems: error.problems })}\n`);
      return EXIT_STATUS.CONFIG_INVALID;
    }
  },
};

function count({ length }: readonly unknown[], what: string): string {
  return `${length} ${what}${length === 1 ? '' : 's'}`;
}
