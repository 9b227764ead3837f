import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { type AwsAccess, clientConfig } from '@kmscrypt/core/aws-client';
import type { Invalidation } from '../invalidation.ts';

/** In milliseconds: a call may carry megabytes of paths. */
const REQUEST_TIMEOUT = 15_000;

/** Asks for an invalidation; answers with its id. Rejects with the SDK's errors. */
export type CreateInvalidation = (invalidation: Invalidation, signal: AbortSignal) => Promise<string>;

/**
 * CloudFront through the SDK.
 *
 * @throws KmscryptError `CREDENTIALS_MISSING`, `INVALID_OPTION`
 */
export async function createCloudFrontClient(access: AwsAccess): Promise<CreateInvalidation> {
  const { env = process.env } = access;
  // CloudFront is one for all regions of a partition: the region only says which partition.
  const region = env['AWS_REGION'] || 'us-east-1';
  // One attempt: retries are ours, with one pace for all calls.
  const client = new CloudFrontClient({ ...(await clientConfig(access, region)), region, maxAttempts: 1 });
  return async ({ distribution, items, callerReference }, signal) => {
    const command = new CreateInvalidationCommand({
      DistributionId: distribution,
      InvalidationBatch: {
        CallerReference: callerReference,
        Paths: { Quantity: items.length, Items: [...items] },
      },
    });
    const output = await client.send(command, { abortSignal: signal, requestTimeout: REQUEST_TIMEOUT });
    return output.Invalidation?.Id ?? '';
  };
}
