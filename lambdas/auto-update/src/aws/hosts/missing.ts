import type { Failure } from '@aws-sdk/client-ecs';
import { KmscryptError } from '@kmscrypt/core/error';

/**
 * What ECS does not answer for may have gone since it was listed; anything else would hide something.
 *
 * @param operation for the message
 * @throws KmscryptError `AWS_FAILED`
 */
export function onlyMissing(operation: string, failures: readonly Failure[] | undefined): void {
  const failed = failures?.find(({ reason }) => reason !== 'MISSING');
  if (failed === undefined) return;
  const { arn = 'one', reason = 'no reason' } = failed;
  throw new KmscryptError('AWS_FAILED', `${operation} says nothing of ${arn}: ${reason}`);
}
