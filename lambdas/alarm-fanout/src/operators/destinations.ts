import { LambdaError } from '@kmscrypt/lambda';
import type { FanoutConfig } from '../config.ts';

/**
 * Destinations of a config by name.
 *
 * @param names none: all of them
 * @throws LambdaError `USAGE` for a name that is none
 */
export function destinationsNamed(
  { destinations }: Pick<FanoutConfig, 'destinations'>,
  names: readonly string[],
): readonly (readonly [name: string, entry: FanoutConfig['destinations'][string]])[] {
  const all = Object.entries(destinations);
  const missing = names.filter((name) => !Object.hasOwn(destinations, name));
  if (missing.length > 0) {
    throw new LambdaError('USAGE', `the config has no destination ${missing.join(', ')}`, {
      hints: [`it has ${all.map(([name]) => name).join(', ')}`],
    });
  }
  return names.length === 0 ? all : all.filter(([name]) => names.includes(name));
}
