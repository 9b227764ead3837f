import { awsError } from '@kmscrypt/core/aws-client';
import type { KmscryptErrorCode } from '@kmscrypt/core/error';
import { retry, type RetryOptions } from '@kmscrypt/core/retry';
import type { Bucket } from './bucket.ts';

/** Source: Amazon S3 API reference, "Error responses", "List of error codes". */
const CODES: ReadonlyMap<string, KmscryptErrorCode> = new Map<string, KmscryptErrorCode>([
  // The config names it.
  ['NoSuchBucket', 'INVALID_OPTION'],
  ['InvalidBucketName', 'INVALID_OPTION'],
  ['InvalidAccessKeyId', 'CREDENTIALS_REFUSED'],
  ['SlowDown', 'THROTTLED'],
  ['ServiceUnavailable', 'THROTTLED'],
]);

/** Makes a call of the bucket, again while it fails in a way that may pass. Rejects with KmscryptError. */
export type BucketCalls = <T>(
  call: { readonly operation: string; readonly key: string; readonly signal: AbortSignal },
  how: (bucket: Bucket) => Promise<T>,
) => Promise<T>;

export interface BucketCallsOptions {
  readonly name: string;
  readonly region: string | undefined;
  readonly open: () => Promise<Bucket>;
  readonly retrying: Omit<RetryOptions, 'signal'>;
}

export function createBucketCalls({ name, region, open, retrying }: BucketCallsOptions): BucketCalls {
  return ({ operation, key, signal }, how) =>
    retry(
      async () => {
        try {
          return await how(await open());
        } catch (error) {
          throw awsError(error, { service: 'S3', operation, region, keyId: `${name}/${key}`, codes: CODES });
        }
      },
      { ...retrying, signal },
    );
}
