import type { AwsAccess } from '@kmscrypt/core/aws-client';
import type { RetryOptions } from '@kmscrypt/core/retry';
import { type Logger, once } from '@kmscrypt/lambda';
import type { Store } from '../ports.ts';
import { createBucketCalls } from './store/calls.ts';
import { manifestObjects } from './store/manifests.ts';
import { reportObjects } from './store/reports.ts';
import { stateObject } from './store/state-object.ts';

export interface StoreOptions {
  /** In the Lambda's own region. */
  readonly bucket: string;
  readonly access: AwsAccess;
  /** Is told which reports of hosts cannot be read; default nobody is. */
  readonly logger?: Pick<Logger, 'warn'> | undefined;
  /** In milliseconds since the epoch; default Date.now. */
  readonly now?: (() => number) | undefined;
  /** How calls are tried again; default as {@link retry} does. */
  readonly retrying?: Omit<RetryOptions, 'signal'> | undefined;
}

/**
 * S3 through the SDK, which loads with the first call. Takes on the bucket `s3:ListBucket`, without which S3 does not say that an object
 * is missing, `s3:GetObject` of all, and `s3:PutObject` of `state.json` and below `manifests/`.
 */
export function createStore({ bucket, access, logger, now = Date.now, retrying = {} }: StoreOptions): Store {
  const open = once(async () => {
    const { createBucket } = await import('./store-client.ts');
    return createBucket(bucket, access);
  });
  const region = (access.env ?? process.env)['AWS_REGION'];
  const calls = createBucketCalls({ name: bucket, region, open, retrying });
  return {
    ...stateObject(bucket, calls),
    ...manifestObjects(bucket, calls),
    ...reportObjects({ calls, logger, now }),
  };
}
