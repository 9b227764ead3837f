import { CliError } from '../errors/cli-error.ts';
import { type Check, fail } from './check.ts';

/** In milliseconds: less than a command waits that has work to do. */
const PATIENCE = 8_000;

/** A value, or the failed check of what did not give it. */
export type Attempt<Value> = { readonly value: Value } | { readonly failed: Check };

/** Does something that has to answer soon. */
export async function attempt<Value>(
  name: string,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Attempt<Value>> {
  const signal = AbortSignal.timeout(PATIENCE);
  const late = new Promise<never>((_resolve, reject) => {
    const error = new CliError('TIMEOUT', `there was no answer within ${PATIENCE / 1000} s`);
    signal.addEventListener('abort', () => reject(error), { once: true });
  });
  try {
    return { value: await Promise.race([late, work(signal)]) };
  } catch (error) {
    return { failed: fail(name, error) };
  }
}
