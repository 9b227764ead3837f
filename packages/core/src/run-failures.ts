import type { KmscryptErrorCode } from './error.ts';

/** Failures of the run rather than of one thing that was asked for: the others would only fail alike, one call each. */
export const RUN_FAILURES: ReadonlySet<KmscryptErrorCode> = new Set<KmscryptErrorCode>([
  'INVALID_OPTION',
  'REGION_MISSING',
  'CREDENTIALS_MISSING',
  'CREDENTIALS_EXPIRED',
  'CREDENTIALS_REFUSED',
  'CLOCK_SKEW',
  'THROTTLED',
  'TIMEOUT',
  'NETWORK',
  'ABORTED',
]);
