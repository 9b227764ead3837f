import { within } from '../io/within.ts';
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
  try {
    return { value: await within(PATIENCE, work) };
  } catch (error) {
    return { failed: fail(name, error) };
  }
}
