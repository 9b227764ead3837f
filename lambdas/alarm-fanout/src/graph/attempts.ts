import { KmscryptError } from '@kmscrypt/core/error';
import type { Logger } from '@kmscrypt/lambda';
import { type Failure, failureOf } from './failure-of.ts';

/** Does what may fail, and remembers where it has, so that nobody is promised what will not be there. */
export interface Attempts {
  /** Whether something failed there of late that is to be expected again. */
  readonly isOut: (place: string) => boolean;
  /**
   * Does it, if it does not take too long.
   *
   * @returns undefined where it failed. Never rejects.
   */
  readonly run: <T>(attempt: Attempt<T>) => Promise<T | undefined>;
}

export interface Attempt<T> {
  /** For the log, too. */
  readonly place: string;
  /** In milliseconds. */
  readonly timeLimit: number;
  readonly signal: AbortSignal;
  readonly work: (signal: AbortSignal) => Promise<T>;
}

export interface AttemptsParts {
  readonly logger: Pick<Logger, 'warn'>;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
}

/** Each reason is logged once for each place. */
export function createAttempts({ logger, now }: AttemptsParts): Attempts {
  const outUntil = new Map<string, number>();
  const told = new Set<string>();
  const note = (place: string, { reason, lasts }: Failure): void => {
    if (lasts > 0) outUntil.set(place, now() + lasts);
    const line = `${place}: ${reason}`;
    if (told.has(line)) return;
    told.add(line);
    logger.warn('there is no graph', { place, reason, seconds: lasts / 1000 });
  };
  return {
    isOut: (place) => now() < (outUntil.get(place) ?? 0),
    run: async ({ place, timeLimit, signal, work }) => {
      const limit = AbortSignal.timeout(timeLimit);
      const both = AbortSignal.any([signal, limit]);
      try {
        return await Promise.race([work(both), ended(both)]);
      } catch (error) {
        if (!signal.aborted) note(place, failureOf(limit.aborted ? TOO_LONG : error));
        return undefined;
      }
    },
  };
}

const TOO_LONG = new KmscryptError('TIMEOUT', 'a graph took too long');

/** The SDK does not listen while it looks for credentials. */
function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = (): void => reject(new KmscryptError('ABORTED', 'the time is up'));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
