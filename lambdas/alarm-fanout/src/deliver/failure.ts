import { DeliveryError } from '../delivery-error.ts';

/** A send that has not come through. */
export interface Failure {
  /** Without secrets. */
  readonly reason: string;
  /** Whether it may have arrived. */
  readonly mayHaveArrived: boolean;
  /** When the destination wants to be asked again, in seconds. */
  readonly retryAfter?: number | undefined;
  /** Whether the destination is busy, whatever it is sent. */
  readonly isLimit: boolean;
  /** Whether it is a fault of this program: no other destination would take it. */
  readonly isOurs: boolean;
}

/** In seconds: to be asked once an hour is nothing that a destination could not bear, whatever it says. */
const LONGEST = 3_600;

/** What a destination's error means; one that it should not have thrown may have come at any time. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof DeliveryError)) {
    // Its message may quote what was being sent.
    const name = error instanceof Error ? error.name : typeof error;
    return { reason: `unexpected ${name}`, mayHaveArrived: true, isLimit: false, isOurs: true };
  }
  const { code, message, retryAfter, isLimit } = error;
  return {
    reason: message,
    mayHaveArrived: code === 'UNKNOWN',
    retryAfter: retryAfter === undefined ? undefined : Math.min(LONGEST, Math.max(0, retryAfter)),
    isLimit,
    isOurs: false,
  };
}
