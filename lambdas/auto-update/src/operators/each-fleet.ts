import { KmscryptError } from '@kmscrypt/core/error';
import { LambdaError } from '@kmscrypt/lambda';

/** What came of something that was done for every fleet. */
export interface Settled<T> {
  readonly done: readonly T[];
  readonly failed: readonly FailedFleet[];
}

export interface FailedFleet {
  readonly fleet: string;
  readonly error: unknown;
}

/** Does the same for one fleet after the other; what fails for one stops no other. */
export async function eachFleet<Fleet extends string | { readonly fleet: string }, T>(
  fleets: readonly Fleet[],
  work: (fleet: Fleet) => Promise<T>,
): Promise<Settled<T>> {
  const done: T[] = [];
  const failed: FailedFleet[] = [];
  for (const fleet of fleets) {
    try {
      done.push(await work(fleet));
    } catch (error) {
      failed.push({ fleet: typeof fleet === 'string' ? fleet : fleet.fleet, error });
    }
  }
  return { done, failed };
}

/** Throws what has failed, all of it, with the code of the first. A bug is thrown as it is. */
export function throwFailed(failed: readonly FailedFleet[]): void {
  const bug = failed.find(({ error }) => !isOurs(error));
  if (bug !== undefined) throw bug.error;
  const [first] = failed;
  if (first === undefined) return;
  const { error: cause } = first;
  const message = failed
    .map(({ fleet, error }) => `${fleet}: ${error instanceof Error ? error.message : ''}`)
    .join('\n');
  if (cause instanceof LambdaError) throw new LambdaError(cause.code, message, { cause, hints: cause.hints });
  if (cause instanceof KmscryptError) throw new KmscryptError(cause.code, message, { cause });
}

function isOurs(error: unknown): boolean {
  return error instanceof LambdaError || error instanceof KmscryptError;
}
