import { ConfigError } from '../../config/config-error.ts';
import type { Config } from '../../config/schema.ts';
import { foreignGroups } from '../../ssh-keys/foreign-groups.ts';
import { hostGroupsOf } from '../../ssh-keys/host-groups.ts';
import { withoutHostRoles } from '../../updates/without-host-roles.ts';
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
      const groups = foreignGroups({ accounts, config, stacks });
      if (groups.length > 0)
        tell(`groups of IAM that this config does not make, to be there in security: ${groups.join(', ')}`);
      const unnamed = withoutHostRoles(config.environments);
      if (unnamed.length > 0)
        tell(
          `fleets of mode refresh without \`hostRoles\`, which Auto Scaling refuses to refresh if their launch templates have an instance profile: ${unnamed.join(', ')}`,
        );
      if (options['json'] === true) return await print('{"problems":[]}\n');
      const counts = [
        count(accounts, 'account'),
        count(config.environments, 'environment'),
        count(stacks, 'stack'),
        ...hostGroups(config),
      ];
      return await print(`valid: ${counts.join(', ')}\n`);
    } catch (error) {
      if (options['json'] !== true || !(error instanceof ConfigError)) throw error;
      await print(`${JSON.stringify({ problems: error.problems })}\n`);
      return EXIT_STATUS.CONFIG_INVALID;
    }
  },
};

/** Hosts are tagged by these names. */
function hostGroups(config: Config): readonly string[] {
  if (config.sshKeys === undefined) return [];
  const names = hostGroupsOf(config.sshKeys, config).map(({ name }) => name);
  return [`${count(names, 'host group')} (${names.join(', ')})`];
}

function count({ length }: readonly unknown[], what: string): string {
  return `${length} ${what}${length === 1 ? '' : 's'}`;
}
