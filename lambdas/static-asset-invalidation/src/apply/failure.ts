import { KmscryptError, type KmscryptErrorCode } from '@kmscrypt/core/error';

/**
 * `FULL`: too many were in progress for as long as there was time; `REFUSED`: it is not a path to CloudFront; `HELD`: the budget
 * is spent; `TIMEOUT`: the time was over before its turn; else why the call has failed.
 */
export type ApplyFailureCode = 'FULL' | 'REFUSED' | 'HELD' | KmscryptErrorCode;

/** Changes that a distribution has not accepted, in full or at all. */
export interface ApplyFailure {
  readonly distribution: string;
  readonly eventIds: readonly string[];
  readonly code: ApplyFailureCode;
  /** For the log, one line: the distribution and what AWS said. */
  readonly reason: string;
  /** In how many seconds it is worth another try; absent: when the queue says. */
  readonly retryAfter?: number | undefined;
}

/** The same, whatever changes it befalls. */
export type Cause = Pick<ApplyFailure, 'code' | 'reason' | 'retryAfter'>;

/** In seconds, before another try: what passes of itself, what takes somebody to mend it, what takes a new month. */
const SOON = 60;
const LATER = 900;
const HELD = 42_300;

const PASSING: ReadonlySet<ApplyFailureCode> = new Set<ApplyFailureCode>([
  'AWS_FAILED',
  'NETWORK',
  'THROTTLED',
  'TIMEOUT',
]);

/** Whether it may pass within the time that there is. */
export function isPassing(error: unknown): boolean {
  return error instanceof KmscryptError && PASSING.has(error.code);
}

/** Why something has not been done to a distribution, in the words of the log. */
export function causesOf(distribution: string, random: () => number) {
  const soon = (): number => jitter(SOON, random);
  const later = (): number => jitter(LATER, random);
  return {
    held: (): Cause => ({
      code: 'HELD',
      reason: `${distribution}: the budget of this month is spent`,
      retryAfter: HELD,
    }),
    full: (): Cause => ({
      code: 'FULL',
      reason: `${distribution}: CloudFront has too many invalidations in progress`,
      retryAfter: soon(),
    }),
    refused: (item: string, reason: string): Cause => ({
      code: 'REFUSED',
      reason: `${distribution}: CloudFront refuses ${item}: ${oneLine(reason)}`,
      retryAfter: later(),
    }),
    late: (error: unknown): Cause => {
      const last = error instanceof Error && error.cause instanceof KmscryptError ? error.cause : undefined;
      const before = last === undefined ? '' : `; before that: ${oneLine(last.message)}`;
      const reason = `${distribution}: the time was over before CloudFront accepted it${before}`;
      return { code: 'TIMEOUT', reason, retryAfter: soon() };
    },
    failed: (error: unknown): Cause => {
      // What is no error of ours is a bug, and still no reason to lose what the others have done.
      const code = error instanceof KmscryptError ? error.code : 'AWS_FAILED';
      const message = oneLine(error instanceof Error ? error.message : String(error));
      const reason = message.includes(distribution) ? message : `${distribution}: ${message}`;
      return { code, reason, retryAfter: isPassing(error) ? soon() : later() };
    },
  };
}

/** Half as much again at most, so that what failed together does not come back together. */
function jitter(seconds: number, random: () => number): number {
  return Math.round(seconds * (1 + random() / 2));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
