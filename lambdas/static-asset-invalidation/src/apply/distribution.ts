import { KmscryptError } from '@kmscrypt/core/error';
import { type Pace, retry } from '@kmscrypt/core/retry';
import type { Cdn, Invalidation, Submission } from '../invalidation.ts';
import type { DistributionPlan } from '../plan.ts';
import { type ApplyFailure, type Cause, causesOf, isPassing } from './failure.ts';
import { type PauseOptions, pause } from './pause.ts';
import { halvesOf } from './pieces.ts';

/** How CloudFront is called. */
export interface Calls extends PauseOptions {
  readonly cdn: Cdn;
  readonly pace: Pace;
}

/** An invalidation that CloudFront carries out, under its id. */
export interface Accepted extends Invalidation {
  readonly id: string;
}

/** What CloudFront accepted. A change is done for a distribution where none of its failures has it, whatever else is accepted. */
export interface Applied {
  /** Accepted now; one that had to be divided is here in its parts. */
  readonly accepted: readonly Accepted[];
  /** Whose changes had been accepted before, with other items, as S3 has changed meanwhile: there is nothing left to do. */
  readonly repeated: readonly Invalidation[];
  /** By distribution and change, why it was not accepted and when to try again. */
  readonly failures: readonly ApplyFailure[];
}

interface Task {
  readonly invalidation: Invalidation;
  /** Why it has not been accepted so far. */
  readonly cause?: Cause;
}

/** Asks for one invalidation after another; each that does not come through is among the failures. */
export async function applyPlan(plan: DistributionPlan, calls: Calls): Promise<Applied> {
  const { distribution, invalidations } = plan;
  const causes = causesOf(distribution, calls.random);
  const waiting: Task[] = invalidations.map((invalidation) => ({ invalidation }));
  const accepted: Accepted[] = [];
  const repeated: Invalidation[] = [];
  const failures: ApplyFailure[] = [];
  /** Why nothing more is asked for. */
  let end: Cause | undefined = plan.isHeld ? causes.held() : undefined;

  const fail = ({ eventIds }: Invalidation, cause: Cause): void => {
    failures.push({ distribution, eventIds, ...cause });
  };
  const divide = ({ invalidation }: Task, reason: string): void => {
    const [item = '', ...others] = invalidation.items;
    if (others.length === 0) fail(invalidation, causes.refused(item, reason));
    else waiting.unshift(...halvesOf(invalidation).map((half) => ({ invalidation: half })));
  };
  const postpone = async (task: Task, cause: Cause): Promise<void> => {
    // What there is no room for stays first, as there is none for the others either; what fails by itself lets them pass.
    if (cause.code === 'FULL') waiting.unshift({ ...task, cause });
    else waiting.push({ ...task, cause });
    // When the time is over, the next call says so at once.
    await pause(calls);
  };
  const fall = async (task: Task, error: unknown): Promise<void> => {
    if (isPassing(error)) return postpone(task, causes.failed(error));
    const isLate = error instanceof KmscryptError && error.code === 'ABORTED';
    end = isLate ? (task.cause ?? causes.late(error)) : causes.failed(error);
    fail(task.invalidation, end);
  };

  for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
    if (end !== undefined) {
      fail(task.invalidation, task.cause ?? end);
      continue;
    }
    const answer = await ask(task.invalidation, calls);
    if (answer.status === 'created') accepted.push({ ...task.invalidation, id: answer.id });
    // Only a plan's one invalidation can have its reference with other items; all of its changes were in that one.
    else if (answer.status === 'exists') repeated.push(task.invalidation);
    else if (answer.status === 'refused') divide(task, answer.reason);
    else if (answer.status === 'full') await postpone(task, causes.full());
    else await fall(task, answer.error);
  }
  return { accepted, repeated, failures };
}

type Answer = Submission | { readonly status: 'failed'; readonly error: unknown };

async function ask(invalidation: Invalidation, { cdn, ...options }: Calls): Promise<Answer> {
  try {
    return await retry(() => cdn.invalidate(invalidation, options.signal), options);
  } catch (error) {
    return { status: 'failed', error };
  }
}
