import { awsError, type FailedCall } from '@kmscrypt/core/aws-client';
import { KmscryptError, type KmscryptErrorCode } from '@kmscrypt/core/error';
import { NOT_OFFERED } from '../aws/not-offered.ts';

/** What failed, and for how long. */
export interface Failure {
  /** For the log: a code or the name of an error, nothing of the alarm. */
  readonly reason: string;
  /** How long the same is to be expected, in milliseconds; 0: of this one alarm only. */
  readonly lasts: number;
}

/** What somebody has to change first. */
const LASTING: ReadonlySet<KmscryptErrorCode> = new Set<KmscryptErrorCode>([
  'ACCESS_DENIED',
  'CREDENTIALS_EXPIRED',
  'CREDENTIALS_MISSING',
  'CREDENTIALS_REFUSED',
  'INVALID_OPTION',
  'REGION_MISSING',
]);
const TEN_MINUTES = 600_000;
const MINUTE = 60_000;

/** It is this one widget that CloudWatch does not draw (CloudWatch API reference, "Common Errors", and errors of its actions). */
const REFUSED: ReadonlySet<string> = new Set([
  'InvalidParameterCombination',
  'InvalidParameterCombinationException',
  'InvalidParameterInput',
  'InvalidParameterValue',
  'InvalidParameterValueException',
  'MissingRequiredParameterException',
  'ValidationError',
  'ValidationException',
]);

/** Names of errors that awsError does not know: what is not there, in this partition or by the config. */
const CODES: ReadonlyMap<string, KmscryptErrorCode> = new Map<string, KmscryptErrorCode>([
  ...NOT_OFFERED,
  ['NoSuchBucket', 'INVALID_OPTION'],
  ['PermanentRedirect', 'INVALID_OPTION'],
  ['InvalidAccessKeyId', 'CREDENTIALS_REFUSED'],
  ['SlowDown', 'THROTTLED'],
  ['ServiceUnavailable', 'THROTTLED'],
]);

/** What the answer to a call means for the next one. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof KmscryptError)) return { reason: nameOf(error), lasts: MINUTE };
  if (REFUSED.has(nameOf(error.cause))) return { reason: nameOf(error.cause), lasts: 0 };
  return { reason: error.code, lasts: LASTING.has(error.code) ? TEN_MINUTES : MINUTE };
}

/** An error of a call to CloudWatch or S3, as one of ours. */
export function callFailed(error: unknown, call: Omit<FailedCall, 'codes'>): KmscryptError {
  return awsError(error, { ...call, codes: CODES });
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
