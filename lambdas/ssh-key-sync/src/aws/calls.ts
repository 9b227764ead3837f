import { awsError, type FailedCall } from '@kmscrypt/core/aws-client';
import { KmscryptError } from '@kmscrypt/core/error';
import { retry, type RetryOptions } from '@kmscrypt/core/retry';
import { createTurns, type TurnsOptions } from './turns.ts';

/** What all calls of one service in one account have in common. */
export interface CallsOptions extends TurnsOptions, Pick<RetryOptions, 'maxAttempts' | 'random'> {
  /** Called before every attempt, the first of a call and those after a failure alike. Default nothing. */
  readonly onCall?: (() => void) | undefined;
}

/** What is asked, and of what. */
export interface Call {
  /** Of the API. */
  readonly operation: string;
  /** The user, group, key or path, for messages. */
  readonly subject: string;
  readonly signal: AbortSignal;
}

export interface Calls {
  /**
   * Makes a call in its turn, and again while it fails in a way that may pass.
   *
   * @returns undefined where the service knows no such thing.
   * @throws KmscryptError
   */
  ask<T>(call: Call, how: () => Promise<T>): Promise<T | undefined>;
}

const ATTEMPTS = 6;
/** As the SDK names it, and as it stands in the answer. */
const NOT_THERE: ReadonlySet<string> = new Set(['NoSuchEntityException', 'NoSuchEntity']);

/** Calls at a pace, tried again and counted. */
export function createCalls(
  service: Exclude<FailedCall['service'], undefined>,
  { perSecond, clock, sleep, onCall, random, maxAttempts = ATTEMPTS }: CallsOptions,
): Calls {
  const turn = createTurns({ perSecond, clock, sleep });
  return {
    ask: async ({ operation, subject, signal }, how) => {
      const attempt = async () => {
        await turn(signal);
        onCall?.();
        try {
          return await how();
        } catch (error) {
          if (error instanceof Error && NOT_THERE.has(error.name)) return undefined;
          throw awsError(error, { service, operation, region: undefined, keyId: subject });
        }
      };
      return retry(attempt, { maxAttempts, random, sleep, signal });
    },
  };
}

/** An answer that does not say what it has to: it is taken for a failure that may pass. */
export function unreadable(operation: string, problem: string): KmscryptError {
  return new KmscryptError('AWS_FAILED', `the answer to ${operation} ${problem}`);
}
