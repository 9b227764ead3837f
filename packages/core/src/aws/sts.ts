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
  /** How far AWS's clock is ahead of this machine's, in milliseconds, by the last answer; undefined before there was one. */
  readonly clockOffset: () => number | undefined;
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
  // The SDK's offset is 0 before any answer, and may be 0 after one.
  let isAnswered = false;
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      isAnswered = true;
      return answer;
    },
    { step: 'deserialize', priority: 'low', name: 'noteAnswer' },
  );
  return {
    getCallerIdentity: (signal) =>
      client.send(new GetCallerIdentityCommand({}), signal === undefined ? {} : { abortSignal: signal }),
    clockOffset: () => (isAnswered ? client.config.systemClockOffset : undefined),
  };
}
