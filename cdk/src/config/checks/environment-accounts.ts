import type { Draft } from '../draft.ts';
import type { Finding } from '../problem.ts';

/**
 * Accounts that environments may be in, as policies name each of them. The first to be full is the trust of the role by which the CDK
 * lets their stacks read outputs of the management VPC: IAM takes 2,048 characters
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html), and an account is 90 in regions of the longest
 * names, so that 21 have room. Then comes the policy of the alarms' bus, of which EventBridge takes 10,240, with up to 421 an account.
 */
const MOST = 20;

/** Environments in more accounts than policies can name. */
export function checkEnvironmentAccounts({ environments, isStandIn }: Draft): readonly Finding[] {
  const known = environments.filter(({ path }) => !isStandIn([...path, 'account']));
  const { size } = new Set(known.map(({ environment }) => environment.account));
  if (size <= MOST) return [];
  const message = `are in ${size} accounts, but policies have room for ${MOST}`;
  return [
    {
      code: 'LIST_LENGTH',
      path: ['environments'],
      message,
      cure: 'put some in one account, or take a second config',
    },
  ];
}
