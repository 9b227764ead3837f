import {
  AddUserToGroupCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, type Credentials, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import type { AccountClients } from './clients.ts';

/** Keys of a user, or of a session. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** The same, as clients take it. */
type AwsCredentials = Omit<Keys, 'sessionToken'> & { readonly sessionToken?: string };

/** A user of the account, with a key, in the groups that are named. */
export async function createUser(
  { iam }: AccountClients,
  UserName: string,
  groups: readonly string[],
): Promise<Keys> {
  await iam.send(new CreateUserCommand({ UserName }));
  for (const GroupName of groups) await iam.send(new AddUserToGroupCommand({ UserName, GroupName }));
  const { AccessKey: made } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: made?.AccessKeyId ?? '', secretAccessKey: made?.SecretAccessKey ?? '' };
}

/** A session of the user's with a second factor. */
export async function withMfa(
  { iam }: AccountClients,
  { endpoint, user, keys }: { readonly endpoint: string; readonly user: string; readonly keys: Keys },
): Promise<Keys> {
  const { VirtualMFADevice: device } = await iam.send(
    new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: user }),
  );
  const SerialNumber = device?.SerialNumber ?? '';
  const codes = { AuthenticationCode1: '123456', AuthenticationCode2: '234567' };
  await iam.send(new EnableMFADeviceCommand({ UserName: user, SerialNumber, ...codes }));
  const { Credentials: session } = await stsOf(endpoint, keys).send(
    new GetSessionTokenCommand({ SerialNumber, TokenCode: '123456' }),
  );
  return keysOf(session);
}

/** A session in a role. */
export async function assume(endpoint: string, keys: Keys, RoleArn: string): Promise<Keys> {
  const { Credentials: session } = await stsOf(endpoint, keys).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }),
  );
  return keysOf(session);
}

/** A role of the account that lets its root user in, and may do what the statement says. */
export async function createRole(
  { iam, account }: AccountClients,
  RoleName: string,
  statement: Readonly<Record<string, unknown>>,
): Promise<string> {
  const document = (...Statement: readonly object[]): string =>
    JSON.stringify({ Version: '2012-10-17', Statement });
  const trust = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'sts:AssumeRole',
  };
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }));
  const PolicyDocument = document({ Effect: 'Allow', ...statement });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: RoleName, PolicyDocument }));
  return `arn:aws:iam::${account}:role/${RoleName}`;
}

/** As clients take them, which refuse a session token of undefined. */
export function credentialsOf({ sessionToken, ...keys }: Keys): AwsCredentials {
  return sessionToken === undefined ? keys : { ...keys, sessionToken };
}

function stsOf(endpoint: string, keys: Keys): STSClient {
  return new STSClient({ endpoint, region: 'us-east-1', credentials: credentialsOf(keys) });
}

function keysOf(session: Credentials | undefined): Keys {
  return {
    accessKeyId: session?.AccessKeyId ?? '',
    secretAccessKey: session?.SecretAccessKey ?? '',
    sessionToken: session?.SessionToken ?? '',
  };
}
