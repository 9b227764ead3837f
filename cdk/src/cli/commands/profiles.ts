import { CliError } from '../cli-error.ts';
import { type Command, textOf } from '../command.ts';
import { assumableRoles } from '../profiles/assumable-roles.ts';
import { awsConfig } from '../profiles/aws-config.ts';
import { switchRoleLinks } from '../profiles/switch-role-links.ts';
import { CONFIG_OPTION, readPlan } from '../read-plan.ts';

export const profiles: Command = {
  name: 'profiles',
  describe: 'Print AWS CLI profiles, or links to the console, for every role of every account',
  options: {
    config: CONFIG_OPTION,
    user: {
      type: 'string',
      describe: 'name of the IAM user, for the MFA device; default USER, to be replaced',
    },
    format: {
      type: 'string',
      describe: 'aws (for ~/.aws/config) or links; default aws',
      choices: ['aws', 'links'],
    },
  },
  details: ['kmscrypt-cdk profiles --user alice >> ~/.aws/config'],
  run: async ({ options }, { cwd, print }) => {
    const user = userOf(textOf(options, 'user'));
    const plan = await readPlan(options, { cwd });
    const roles = assumableRoles(plan);
    await print(options['format'] === 'links' ? switchRoleLinks(roles) : awsConfig({ plan, roles, user }));
  },
};

/** As https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html has names of users. */
function userOf(name = 'USER'): string {
  if (/^[\w+=,.@-]{1,64}$/.test(name)) return name;
  throw new CliError('USAGE', `--user '${name}' is no name of an IAM user`, {
    hints: ['1 to 64 of letters, digits and _+=,.@-: --user alice, without path or ARN'],
  });
}
