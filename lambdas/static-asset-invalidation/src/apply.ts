import { setTimeout as delay } from 'node:timers/promises';
import pLimit from 'p-limit';
import { createPace, type Pace } from '@kmscrypt/core/retry';
import { type Applied, applyPlan } from './apply/distribution.ts';
import type { Sleep } from './apply/pause.ts';
import type { Cdn } from './invalidation.ts';
import type { DistributionPlan } from './plan.ts';

export type { Applied } from './apply/distribution.ts';
export type { ApplyFailure } from './apply/failure.ts';

export interface ApplyInput {
  readonly distributions: readonly DistributionPlan[];
  readonly cdn: Cdn;
  /** Ends waiting and calls; what is not accepted by then has failed. */
  readonly signal: AbortSignal;
  /** What all calls share, as CloudFront counts them by account; default a new one. */
  readonly pace?: Pace | undefined;
  /** Waits, in milliseconds; default a timer that the signal ends. */
  readonly sleep?: Sleep | undefined;
  /** A number in [0, 1); default Math.random. */
  readonly random?: (() => number) | undefined;
}

/** Most calls under way at once. */
const CALLS_AT_ONCE = 4;

/**
 * Asks CloudFront for what has been planned: of a distribution one invalidation after another, all distributions side by side,
 * as one that has to wait would hold up the others. Whatever happens to one of them is told in its own failures.
 */
export async function apply(input: ApplyInput): Promise<Applied> {
  const { distributions, signal, sleep = wait, random = Math.random } = input;
  const { pace = createPace({ random, sleep }) } = input;
  const limit = pLimit(CALLS_AT_ONCE);
  const cdn: Cdn = { invalidate: (...call) => limit(() => input.cdn.invalidate(...call)) };
  const calls = { cdn, signal, pace, sleep, random };
  const applied = await Promise.all(distributions.map((plan) => applyPlan(plan, calls)));
  return {
    accepted: applied.flatMap(({ accepted }) => accepted),
    repeated: applied.flatMap(({ repeated }) => repeated),
    failures: applied.flatMap(({ failures }) => failures),
  };
}

const wait: Sleep = (milliseconds, signal) =>
  delay(milliseconds, undefined, signal === undefined ? {} : { signal });
