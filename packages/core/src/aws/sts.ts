import type { KMSClientResolvedConfig } from '@aws-sdk/client-kms';
import {
  GetCallerIdentityCommand,
  type GetCallerIdentityCommandOutput,
  STSClient,
} from '@aws-sdk/client-sts';

/** STS with the credentials and connections of another client. */
export interface Sts {
  /** STS GetCallerIdentity. Rejects with the SDK's errors. */
  readonly getCallerIdentity: (signal: AbortSignal | undefined) => Promise<GetCallerIdentityCommandOutput>;
  /** How far AWS's clock is ahead of this machine's, in milliseconds, by the last answer; 0 before there was one. */
  readonly clockOffset: () => number;
}

export function createSts({ region, credentials, requestHandler, profile }: KMSClientResolvedConfig): Sts {
  const client = new STSClient({
    region: async () => region(),
    credentials,
    requestHandler,
    ...(profile === undefined ? {} : { profile }),
    // One attempt: retries are ours.
    maxAttempts: 1,
  });
  return {
    getCallerIdentity: (signal) =>
      client.send(new GetCallerIdentityCommand({}), signal === undefined ? {} : { abortSignal: signal }),
    clockOffset: () => client.config.systemClockOffset,
  };
}
