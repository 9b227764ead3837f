import { setTimeout as delay } from 'node:timers/promises';

/** Waits so many milliseconds. Rejects when the signal ends the wait. */
export type Sleep = (milliseconds: number, signal: AbortSignal | undefined) => Promise<unknown>;

/** Waits with a timer; where `unref` is set it does not keep the process alive. */
export function sleepWith({ unref }: { readonly unref: boolean }): Sleep {
  return (milliseconds, signal) =>
    delay(milliseconds, undefined, { ref: !unref, ...(signal === undefined ? {} : { signal }) });
}
