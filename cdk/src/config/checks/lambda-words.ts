import { cureIn, errorIn } from '../cures.ts';
import type { Finding } from '../problem.ts';

/** What the schema of a Lambda says of a value: what is wrong and, where it says so, what to write instead. */
export function lambdaWords(message: string): Pick<Finding, 'message' | 'cure'> {
  const cure = cureIn(message);
  return { message: errorIn(message), ...(cure !== undefined && { cure }) };
}
