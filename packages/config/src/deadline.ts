import { abortedRun, ConfigError } from './error.ts';
import type { ResolveOptions } from './options.ts';

/** Whether somebody waits for a run: one in the background keeps no process alive. */
export type Purpose = 'foreground' | 'background';

export interface DeadlineOptions extends Pick<ResolveOptions, 'deadline' | 'startJitter' | 'signal'> {
  readonly purpose: Purpose;
}

/** In milliseconds. */
const DEADLINE = 30_000;
/** What a timer takes; a longer one would end at once. In milliseconds. */
const LONGEST = 2 ** 31 - 1;
/** How long a run may take to end once its signal has, in milliseconds: what does not listen to it is left behind. */
const GRACE = 50;

/**
 * Runs work that ends with a deadline, or with the caller's signal.
 *
 * @param work is given a signal that tells the end; its reason is the ConfigError.
 * @throws ConfigError `DEADLINE_EXCEEDED`, `ABORTED`, or whatever the work throws
 */
export async function withDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { deadline = DEADLINE, startJitter = 0, signal: outer, purpose }: DeadlineOptions,
): Promise<T> {
  const controller = new AbortController();
  let reject: (error: ConfigError) => void = () => {};
  const ended = new Promise<never>((_, rejectEnded) => {
    reject = rejectEnded;
  });
  let grace: NodeJS.Timeout | undefined;
  const end = (error: ConfigError): void => {
    controller.abort(error);
    // Twice: where the loop was busy meanwhile, the first may be over before anybody could listen.
    grace ??= setTimeout(() => {
      grace = setTimeout(() => reject(error), GRACE);
    }, GRACE);
  };
  const abort = (): void => end(abortedRun(outer?.reason));
  const timer = setTimeout(
    () => {
      end(new ConfigError('DEADLINE_EXCEEDED', `it took longer than ${deadline} ms`));
    },
    Math.min(deadline + startJitter, LONGEST),
  );
  // The one thing that keeps the process alive: connections do not.
  if (purpose === 'background') timer.unref();
  if (outer?.aborted === true) abort();
  outer?.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work(controller.signal), ended]);
  } catch (error) {
    // Whatever noticed the end first says only that there was one.
    const isEnded = controller.signal.aborted && error instanceof ConfigError && error.code === 'ABORTED';
    throw isEnded && error.path === undefined ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
    clearTimeout(grace);
    outer?.removeEventListener('abort', abort);
  }
}
