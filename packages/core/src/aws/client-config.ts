import type { KMSClientConfig } from '@aws-sdk/client-kms';
import { KmscryptError } from '../error.ts';
import { requestHandler } from './request-handler.ts';

/** Whose credentials are used, and how AWS is reached. */
export interface AwsAccess {
  /** A profile of the shared configuration files. Default: what the SDK's chain finds. */
  readonly profile?: string | undefined;
  /** A role to assume first, with the credentials found otherwise. */
  readonly roleArn?: string | undefined;
  /** What the role's trust asks for, where it is of somebody else. Default none. */
  readonly externalId?: string | undefined;
  /** Read for proxies, certificates and static credentials; default process.env. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /**
   * Neither connections nor time-outs nor waits keep the process alive, even with a call under way: whoever waits for its
   * answer has to. While a connection is being made, Node keeps it alive nevertheless: for 5 s at most, or as long as the
   * system looks up a name. Without effect in Bun. Default false.
   */
  readonly unref?: boolean | undefined;
}

/** What the configurations of all clients of the SDK have in common. */
export type ClientConfig = Pick<KMSClientConfig, 'credentials' | 'profile' | 'requestHandler'>;

/**
 * The configuration of a region's client.
 *
 * @throws KmscryptError `CREDENTIALS_MISSING`, `INVALID_OPTION`
 */
export async function clientConfig(access: AwsAccess, region: string | undefined): Promise<ClientConfig> {
  const { profile, roleArn, externalId, env = process.env, unref = false } = access;
  const handler = await requestHandler(env, { unref });
  const base = { requestHandler: handler, ...(profile === undefined ? {} : { profile }) };
  const keys = profile === undefined ? staticCredentials(env) : undefined;
  if (roleArn === undefined) return keys === undefined ? base : { ...base, credentials: keys };

  const { fromTemporaryCredentials } = await import('./role-credentials.ts');
  const credentials = fromTemporaryCredentials({
    params: {
      RoleArn: roleArn,
      RoleSessionName: 'kmscrypt',
      ...(externalId === undefined ? {} : { ExternalId: externalId }),
    },
    ...(keys === undefined ? {} : { masterCredentials: keys }),
    clientConfig: { ...base, ...(region === undefined ? {} : { region }) },
  });
  return { ...base, credentials };
}

/**
 * Keys of the environment win over AWS_PROFILE, as in the AWS CLI and the Go SDK; the JavaScript SDK would print a
 * warning and take the profile.
 */
function staticCredentials(
  env: Readonly<Record<string, string | undefined>>,
): { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined {
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  const sessionToken = env['AWS_SESSION_TOKEN'];
  if (!accessKeyId && !secretAccessKey) return undefined;
  if (!accessKeyId || !secretAccessKey) {
    const [set, other] = accessKeyId
      ? ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']
      : ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'];
    throw new KmscryptError('CREDENTIALS_MISSING', `${set} is set, but ${other} is not`);
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}
