import { type AwsAccess, awsError } from '@kmscrypt/core/aws-client';
import type { KmscryptErrorCode } from '@kmscrypt/core/error';
import { retry, type RetryOptions } from '@kmscrypt/core/retry';
import { once } from '@kmscrypt/lambda';
import type { ObjectLister } from '../inventory.ts';
import type { PageOfKeys } from './s3-client.ts';

const CODES: ReadonlyMap<string, KmscryptErrorCode> = new Map<string, KmscryptErrorCode>([
  // The config or a message names it.
  ['NoSuchBucket', 'INVALID_OPTION'],
  ['InvalidBucketName', 'INVALID_OPTION'],
  ['InvalidAccessKeyId', 'CREDENTIALS_REFUSED'],
  ['SlowDown', 'THROTTLED'],
  ['ServiceUnavailable', 'THROTTLED'],
]);

/**
 * S3 through the SDK, which loads with the first call; takes `s3:ListBucket`.
 *
 * @param retrying how calls are tried again; default as {@link retry} does.
 */
export function createObjectLister(
  access: AwsAccess = {},
  retrying: Omit<RetryOptions, 'signal'> = {},
): ObjectLister {
  const { env = process.env } = access;
  const client = once(async () => {
    const { createS3Client } = await import('./s3-client.ts');
    return createS3Client(access);
  });
  return {
    list: async ({ bucket, prefix }, { pages, signal }) => {
      const keys: string[] = [];
      let from: string | undefined;
      for (let page = 0; page < pages; page += 1) {
        const place = { bucket, prefix, from };
        const read = async () => {
          try {
            const listPage = await client();
            return await listPage(place, signal);
          } catch (error) {
            throw awsError(error, {
              service: 'S3',
              operation: 'ListObjectsV2',
              region: env['AWS_REGION'],
              keyId: bucket,
              codes: CODES,
            });
          }
        };
        let answer: PageOfKeys;
        try {
          answer = await retry(read, { ...retrying, signal });
        } catch (error) {
          if (keys.length > 0 && signal.aborted) break;
          throw error;
        }
        for (const key of answer.keys) keys.push(key);
        from = answer.next;
        if (from === undefined) return { bucket, prefix, keys, isComplete: true };
      }
      return { bucket, prefix, keys, isComplete: false };
    },
  };
}
