import { type AwsAccess, awsError } from '@kmscrypt/core/aws-client';
import type { KmscryptErrorCode } from '@kmscrypt/core/error';
import { once } from '@kmscrypt/lambda';
import type { Cdn, Submission } from '../invalidation.ts';
import { createCloudFrontClient } from './cloudfront-client.ts';

/** CloudFront API reference, CreateInvalidation, "Errors"; what of them is an answer. */
const ANSWERS: ReadonlyMap<string, (reason: string) => Submission> = new Map<
  string,
  (reason: string) => Submission
>([
  ['InvalidationBatchAlreadyExists', () => ({ status: 'exists' })],
  ['TooManyInvalidationsInProgress', () => ({ status: 'full' })],
  ['InvalidArgument', (reason) => ({ status: 'refused', reason })],
  ['BatchTooLarge', (reason) => ({ status: 'refused', reason })],
]);

const CODES: ReadonlyMap<string, KmscryptErrorCode> = new Map<string, KmscryptErrorCode>([
  // The config names it.
  ['NoSuchDistribution', 'INVALID_OPTION'],
  // Asking again would not help.
  ['MalformedXML', 'INVALID_OPTION'],
  ['InconsistentQuantities', 'INVALID_OPTION'],
  ['MissingBody', 'INVALID_OPTION'],
  // It is what CloudFront answers when it is asked too much of; all calls slow down then.
  ['ServiceUnavailable', 'THROTTLED'],
]);

/** CloudFront through the SDK; takes `cloudfront:CreateInvalidation`. */
export function createCdn(access: AwsAccess = {}): Cdn {
  const client = once(() => createCloudFrontClient(access));
  // Every batch but an empty one needs it: it is made while Lambda sets up. A failure is told by the first call.
  client().catch(() => {});
  return {
    invalidate: async (invalidation, signal) => {
      try {
        const create = await client();
        return { status: 'created', id: await create(invalidation, signal) };
      } catch (error) {
        const answer = error instanceof Error ? ANSWERS.get(error.name)?.(error.message) : undefined;
        if (answer !== undefined) return answer;
        throw awsError(error, {
          service: 'CloudFront',
          operation: 'CreateInvalidation',
          region: undefined,
          keyId: invalidation.distribution,
          codes: CODES,
        });
      }
    },
  };
}
