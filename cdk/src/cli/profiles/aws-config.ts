import type { Plan } from '../../plan.ts';
import type { AssumableRole } from './assumable-roles.ts';

export interface AwsConfig {
  readonly plan: Pick<Plan, 'config'>;
  readonly roles: readonly AssumableRole[];
  /** The name of the IAM user. */
  readonly user: string;
}

/**
 * Profiles for `~/.aws/config`, as https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-role.html has them: one with the
 * user's own access key, and one for each role that is assumed with it.
 */
export function awsConfig({ plan: { config }, roles, user }: AwsConfig): string {
  const source = `${config.name}-user`;
  const device = `arn:aws:iam::${config.accounts.security}:mfa/${user}`;
  const profiles = roles.map(({ profile, account, role, hours }) => [
    `[profile ${profile}]`,
    `role_arn = arn:aws:iam::${account}:role/${role.name}`,
    `source_profile = ${source}`,
    `mfa_serial = ${device}`,
    `duration_seconds = ${hours * 3600}`,
    `region = ${config.region}`,
  ]);
  const own = [
    `# the access key of ${user}: aws configure --profile ${source}`,
    `[profile ${source}]`,
    `region = ${config.region}`,
  ];
  return [own, ...profiles].map((lines) => `${lines.join('\n')}\n`).join('\n');
}
