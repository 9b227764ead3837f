import { KmscryptError } from './error.ts';

/** @throws KmscryptError `ABORTED` where the signal has ended the run. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new KmscryptError('ABORTED', 'the run was ended', { cause: signal.reason });
}
