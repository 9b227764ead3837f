import { AttachRolePolicyCommand, EntityAlreadyExistsException } from '@aws-sdk/client-iam';
import { hostPolicyName } from '../../../cdk/src/names.ts';
import { actingAs } from './acting-as.ts';
import type { Deployment } from './deployment.ts';
import { createRole } from './sessions.ts';
import type { DeployedHosts } from './ssh-hosts-of.ts';
import { type KeyBucket, keyBucketAs } from './ssh-key-bucket.ts';

/** What a host has of the bucket: with its group's policy, in a session that is named by the instance, as AWS does it. */
export async function keyBucketOfHost(
  deployment: Pick<Deployment, 'config' | 'endpoint'>,
  { name, account, clients }: DeployedHosts,
  instance: string,
): Promise<KeyBucket> {
  const RoleName = `host-of-${name}`;
  const tags = { Action: 'ec2:DescribeTags', Resource: '*' };
  await createRole(clients, RoleName, tags).catch((error: unknown) => {
    if (!(error instanceof EntityAlreadyExistsException)) throw error;
  });
  const policy = hostPolicyName(deployment.config.name, name);
  const PolicyArn = `arn:aws:iam::${account}:policy/${policy}`;
  await clients.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  return keyBucketAs(deployment, await actingAs(clients, RoleName, instance));
}
