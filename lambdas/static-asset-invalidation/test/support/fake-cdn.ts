import { KmscryptError, type KmscryptErrorCode } from '@kmscrypt/core/error';
import type { VirtualTime } from '../../../../packages/core/test/support/virtual-time.ts';
import type { Cdn, Invalidation, Submission } from '../../src/invalidation.ts';
import type { CloudFrontRules, Verdict } from './cloudfront-rules.ts';

/** What happens to a call; that it is lost means that CloudFront judges it, but nobody hears its verdict. */
export type CdnFault =
  | 'pass'
  | 'hang'
  | { readonly fails: KmscryptErrorCode | Error }
  | { readonly lost: KmscryptErrorCode };

export interface FakeCdn extends Cdn {
  /** All calls, in the order of their start. */
  readonly calls: readonly Invalidation[];
  /** The most calls at once. */
  readonly mostAtOnce: () => number;
}

/** How long a call takes, in milliseconds. */
const LATENCY = 100;

/** CloudFront by its rules, in virtual time. */
export function fakeCdn(
  rules: CloudFrontRules,
  time: VirtualTime,
  faultOf: (call: number, invalidation: Invalidation) => CdnFault = () => 'pass',
): FakeCdn {
  const calls: Invalidation[] = [];
  let running = 0;
  let most = 0;
  const answer = async (invalidation: Invalidation, signal: AbortSignal): Promise<Submission> => {
    calls.push(invalidation);
    const fault = faultOf(calls.length, invalidation);
    if (fault === 'hang') await untilAborted(signal);
    await time.sleep(LATENCY, undefined);
    if (signal.aborted) throw new KmscryptError('ABORTED', 'the run was ended', { cause: signal.reason });
    if (typeof fault === 'object' && 'fails' in fault) throw failure(fault.fails, invalidation);
    const submission = submissionOf(rules.create(invalidation), invalidation);
    if (typeof fault === 'object') throw failure(fault.lost, invalidation);
    return submission;
  };
  return {
    calls,
    mostAtOnce: () => most,
    invalidate: async (invalidation, signal) => {
      running += 1;
      most = Math.max(most, running);
      try {
        return await answer(invalidation, signal);
      } finally {
        running -= 1;
      }
    },
  };
}

/** As the adapter tells it. */
function submissionOf(verdict: Verdict, invalidation: Invalidation): Submission {
  if (verdict.status === 'created') return verdict;
  switch (verdict.code) {
    case 'TooManyInvalidationsInProgress':
      return { status: 'full' };
    case 'InvalidationBatchAlreadyExists':
      return { status: 'exists' };
    case 'InvalidArgument':
    case 'BatchTooLarge':
      return { status: 'refused', reason: verdict.message };
    case 'Throttling':
      throw failure('THROTTLED', invalidation, verdict.message);
    case 'AccessDenied':
      throw failure('ACCESS_DENIED', invalidation, verdict.message);
    default:
      throw failure('INVALID_OPTION', invalidation, verdict.message);
  }
}

function failure(
  what: KmscryptErrorCode | Error,
  { distribution }: Invalidation,
  reason = 'so the test',
): Error {
  return what instanceof Error
    ? what
    : new KmscryptError(what, `CreateInvalidation with ${distribution} failed: ${reason}`);
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
