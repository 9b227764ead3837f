import { DeliveryError } from '../delivery-error.ts';
import type { Sent } from '../destination.ts';
import { type Failure, failureOf } from './failure.ts';
import type { Opened, Target, TargetJob } from './target.ts';
import type { Turn } from './turn.ts';

/** What came of a send. */
export type Answer =
  | { readonly status: 'accepted'; readonly sent: Sent }
  | { readonly status: 'refused'; readonly reason: string }
  | { readonly status: 'failed'; readonly failure: Failure };

/** Sends one thing; never rejects. */
export type Send = (job: TargetJob) => Promise<Answer>;

export interface SendOptions {
  readonly target: Target;
  readonly turn: Turn;
  readonly signal: AbortSignal;
}

/** Sends with the secrets that there are; what is refused once more, if they have been exchanged since. */
export function createSend({ target, turn, signal }: SendOptions): Send {
  const send = async (opened: Opened, job: TargetJob): Promise<Answer> => {
    try {
      return { status: 'accepted', sent: await opened.send(job, signal) };
    } catch (error) {
      if (error instanceof DeliveryError && error.code === 'REFUSED') {
        return { status: 'refused', reason: error.message };
      }
      return { status: 'failed', failure: failureOf(error) };
    } finally {
      turn.done();
    }
  };
  return async (job) => {
    try {
      const answer = await send(await target.open(signal), job);
      if (answer.status !== 'refused') return answer;
      const reopened = await target.reopen(signal);
      if (reopened === undefined) return answer;
      return (await turn.take()) ? await send(reopened, job) : answer;
    } catch (error) {
      return { status: 'failed', failure: failureOf(error) };
    }
  };
}
