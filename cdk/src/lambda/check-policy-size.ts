import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';

/**
 * What all inline policies of a role may have together, in characters; white space does not count.
 * Source: IAM User Guide, "IAM and AWS STS quotas".
 */
const POLICIES_LIMIT = 10_240;

/** What a partition, region or account is taken to have at most where only the deployment knows it. */
const UNKNOWN_PLACE = 'x'.repeat(14);

/** What an ARN that only the deployment knows is taken to have at most; those of queues and keys have fewer than 100 characters. */
const UNKNOWN_ARN = 'x'.repeat(100);

/**
 * Has the deployment of a function whose only inline policy is too much for IAM fail before it begins.
 *
 * @throws where it may have more characters than IAM takes
 */
export function checkPolicySize(functionName: string, policy: PolicyDocument): void {
  const known = JSON.stringify(policy)
    .replaceAll(/\$\{Token\[AWS\.[^\]]+\]\}/g, UNKNOWN_PLACE)
    .replaceAll(/\$\{Token\[[^\]]+\]\}/g, UNKNOWN_ARN);
  const size = known.replaceAll(/\s/g, '').length;
  if (size <= POLICIES_LIMIT) return;
  const message = `the policy of ${functionName} has up to ${size} characters, and IAM takes no more than ${POLICIES_LIMIT}`;
  throw new Error(`${message}: name fewer fleets, sites, hosts or secrets in its config, or shorter names`);
}
