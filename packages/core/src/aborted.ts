import { KmscryptError } from './error.ts';

/** The error of a run that its signal has ended; the cause is why, or the last failure that was to be tried again. */
export function aborted(cause: unknown): KmscryptError {
  return new KmscryptError('ABORTED', 'the run was ended', { cause });
}

/** @throws KmscryptError `ABORTED` where the signal has ended the run. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw aborted(signal.reason);
}
