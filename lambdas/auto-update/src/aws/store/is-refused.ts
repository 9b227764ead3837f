import type { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { KmscryptError, type KmscryptErrorCode } from '@kmscrypt/core/error';

/** Why a transaction was cancelled, other than by a condition (Amazon DynamoDB API reference, TransactWriteItems, "Errors"). */
const CODES: ReadonlyMap<string, KmscryptErrorCode> = new Map<string, KmscryptErrorCode>([
  ['TransactionConflict', 'THROTTLED'],
  ['ThrottlingError', 'THROTTLED'],
  ['ProvisionedThroughputExceeded', 'THROTTLED'],
  ['ValidationError', 'INVALID_OPTION'],
  ['ItemCollectionSizeLimitExceeded', 'INVALID_OPTION'],
]);

/**
 * Whether a condition did not hold: then nothing else counts, as it never will again.
 *
 * @throws KmscryptError for any other reason: `THROTTLED` where the same may pass later.
 */
export function isRefused(
  table: string,
  error: Pick<TransactionCanceledException, 'CancellationReasons' | 'message'>,
): boolean {
  const reasons = (error.CancellationReasons ?? []).filter(
    ({ Code = 'None' }) => Code !== 'None' && Code !== '',
  );
  if (reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')) return true;
  const lasting = reasons.find(({ Code = '' }) => CODES.get(Code) !== 'THROTTLED');
  const { Code = 'no reason', Message = error.message } = lasting ?? reasons[0] ?? {};
  throw new KmscryptError(
    CODES.get(Code) ?? 'AWS_FAILED',
    `DynamoDB TransactWriteItems with ${table} failed: ${Code}: ${Message.replaceAll(/\s+/gu, ' ')}`,
    { cause: error },
  );
}
