import { KMSClient } from '@aws-sdk/client-kms';
import { KmscryptError } from '../error.ts';
import { retry } from '../retry.ts';
import { type AwsAccess, clientConfig } from './client-config.ts';
import { type FailedCall, awsError } from './aws-error.ts';
import { createSts, type Sts } from './sts.ts';

/** Who calls AWS, and from where: what a diagnosis asks before it asks for a key. */
export interface AwsCaller {
  /** The region that calls go to. @throws KmscryptError `REGION_MISSING`, `INVALID_OPTION` */
  readonly region: () => Promise<string>;
  /** @throws KmscryptError one of the `CREDENTIALS_…` codes, or what failed where they come from */
  readonly credentials: () => Promise<FoundCredentials>;
  /** Asks STS GetCallerIdentity, which needs no permission. @throws KmscryptError as a call of KMS */
  readonly identity: (signal: AbortSignal) => Promise<CallerIdentity>;
  /**
   * How far this machine's clock is ahead of AWS's, in milliseconds, by the Date of the last answer of
   * {@link AwsCaller.identity} (to a second or so; a refusal tells it too). Undefined before there was one.
   */
  readonly clockAhead: () => number | undefined;
}

/** Credentials without what is secret of them. */
export interface FoundCredentials {
  readonly accessKeyId: string;
  /** Where they came from, in the SDK's words, such as `CREDENTIALS_SSO`. */
  readonly sources: readonly string[];
}

export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
}

/**
 * Finds region and credentials exactly as calls of KMS do, and asks AWS whose they are.
 *
 * @param region where it is known already; else the SDK's own chain looks for it.
 */
export function awsCaller(access: AwsAccess, region: string | undefined): AwsCaller {
  let made: Promise<Clients> | undefined;
  let ahead: number | undefined;
  const asking = async <Answer>(
    call: Pick<FailedCall, 'service' | 'operation'>,
    work: (clients: Clients) => Promise<Answer>,
  ): Promise<Answer> => {
    try {
      made ??= createClients(access, region);
      return await work(await made);
    } catch (error) {
      throw awsError(error, { ...call, region });
    }
  };
  const identify = async ({ sts }: Clients, signal: AbortSignal): Promise<CallerIdentity> => {
    try {
      const { Account: account, Arn: arn } = await sts.getCallerIdentity(signal);
      if (account !== undefined && arn !== undefined) return { account, arn };
      throw new KmscryptError('KMS_FAILED', 'STS answered without an identity');
    } finally {
      const behind = sts.clockOffset();
      // Not negated: there is a -0.
      ahead = behind === undefined ? undefined : 0 - behind;
    }
  };
  return {
    region: () => asking({ service: 'AWS', operation: 'region' }, ({ kms }) => kms.region()),
    credentials: () =>
      asking({ service: 'AWS', operation: 'credentials' }, async ({ kms }) => {
        const credentials = await kms.credentials();
        return { accessKeyId: credentials.accessKeyId, sources: sourcesOf(credentials) };
      }),
    identity: (signal) => {
      const call = { service: 'STS', operation: 'GetCallerIdentity' } as const;
      const attempt = (): Promise<CallerIdentity> => asking(call, (clients) => identify(clients, signal));
      return retry(attempt, { maxAttempts: 2, signal });
    },
    clockAhead: () => ahead,
  };
}

interface Clients {
  readonly kms: KMSClient['config'];
  readonly sts: Sts;
}

async function createClients(access: AwsAccess, region: string | undefined): Promise<Clients> {
  const config = await clientConfig(access, region);
  const { config: kms } = new KMSClient({ ...config, ...(region === undefined ? {} : { region }) });
  return { kms, sts: createSts(kms) };
}

/** The SDK notes them for its user agent. */
function sourcesOf(credentials: object): readonly string[] {
  const sources: unknown = '$source' in credentials ? credentials.$source : undefined;
  return typeof sources === 'object' && sources !== null ? Object.keys(sources) : [];
}
