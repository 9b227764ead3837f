import { KmscryptError } from './error.ts';
import { positionsOf } from './position.ts';
import type { TokenMatch } from './token.ts';

/**
 * One error for every place that `failures` has an error for, each with its position; the error itself where it is
 * only one, else a `SEVERAL`.
 */
export function errorOfTokens(
  text: string | Uint8Array,
  matches: readonly TokenMatch[],
  failures: ReadonlyMap<string, KmscryptError>,
): KmscryptError | undefined {
  const failed = matches.filter((match) => failures.has(match.token));
  const positions = positionsOf(
    text,
    failed.map((match) => match.start),
  );
  const errors = failed.flatMap((match, index) => {
    const failure = failures.get(match.token);
    const position = positions[index];
    return failure && position ? [failure.at(position)] : [];
  });
  if (errors.length < 2) return errors[0];
  return new KmscryptError('SEVERAL', `${errors.length} of ${matches.length} tokens cannot be decrypted`, {
    errors,
  });
}
