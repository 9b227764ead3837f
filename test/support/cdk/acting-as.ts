import { GetRoleCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { AccountClients } from './clients.ts';
import type { Keys } from './sessions.ts';

/** A session of a deployed role that trusts a service alone: it trusts its account's root user while the session begins. */
export async function actingAs(
  { iam, sts, account }: AccountClients,
  RoleName: string,
  RoleSessionName = 'test',
): Promise<Keys> {
  const { Role: role } = await iam.send(new GetRoleCommand({ RoleName }));
  const trust = decodeURIComponent(role?.AssumeRolePolicyDocument ?? '');
  const put = async (PolicyDocument: string): Promise<void> => {
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
  };
  const Principal = { AWS: `arn:aws:iam::${account}:root` };
  await put(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
    }),
  );
  try {
    const { Credentials: session } = await sts.send(
      new AssumeRoleCommand({ RoleArn: role?.Arn, RoleSessionName }),
    );
    return {
      accessKeyId: session?.AccessKeyId ?? '',
      secretAccessKey: session?.SecretAccessKey ?? '',
      sessionToken: session?.SessionToken ?? '',
    };
  } finally {
    await put(trust);
  }
}
