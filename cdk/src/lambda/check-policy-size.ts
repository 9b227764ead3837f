import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';

/**
 * What all inline policies of a role may have together, and what the policy of a bucket may have, in characters; white space does not
 * count for IAM, and is not sent. Sources: IAM User Guide, "IAM and AWS STS quotas"; Amazon S3 User Guide, "Bucket policies for Amazon S3".
 */
const LIMITS = { IAM: 10_240, S3: 20_480 } as const;

/** What a partition, region or account is taken to have at most where only the deployment knows it. */
const UNKNOWN_PLACE = 'x'.repeat(14);

/** What an ARN that only the deployment knows is taken to have at most; those of queues and keys have fewer than 100 characters. */
const UNKNOWN_ARN = 'x'.repeat(100);

/**
 * Has a deployment fail before it begins where a policy is too much for AWS: the only inline one of a role, or that of a bucket.
 *
 * @param owner name of the function, role or bucket
 * @throws where it may have more characters than the service takes
 */
export function checkPolicySize(
  owner: string,
  policy: PolicyDocument,
  service: keyof typeof LIMITS = 'IAM',
): void {
  const known = JSON.stringify(policy)
    .replaceAll(/\$\{Token\[AWS\.[^\]]+\]\}/g, UNKNOWN_PLACE)
    .replaceAll(/\$\{Token\[[^\]]+\]\}/g, UNKNOWN_ARN);
  const size = known.replaceAll(/\s/g, '').length;
  const limit = LIMITS[service];
  if (size <= limit) return;
  const message = `the policy of ${owner} has up to ${size} characters, and ${service} takes no more than ${limit}`;
  throw new Error(`${message}: name fewer fleets, sites, hosts or secrets in its config, or shorter names`);
}
