import type { Properties } from './setting.ts';

/** Properties of a resource that its setting cannot do with. */
export class PropertyError extends Error {
  override readonly name = 'PropertyError';
}

/** Reads one property; undefined where it is absent. Throws what is wrong with it: `is not …`. */
type Reader<T> = (value: unknown) => T;

/** Given by CloudFormation itself, or for it. */
const FOREIGN: ReadonlySet<string> = new Set(['ServiceToken', 'ServiceTimeout']);

/**
 * Reads properties by a table of readers; others than these are refused.
 *
 * @throws PropertyError naming all of them that are wrong.
 */
export function readProperties<S extends Readonly<Record<string, Reader<unknown>>>>(
  properties: Properties,
  shape: S,
): { readonly [K in keyof S]: ReturnType<S[K]> } {
  const problems = Object.keys(properties)
    .filter((name) => !FOREIGN.has(name) && !Object.hasOwn(shape, name))
    .map((name) => `property ${name} is unknown`);
  const entries = Object.entries(shape).map(([name, read]) => {
    try {
      return [name, read(properties[name])];
    } catch (error) {
      problems.push(`property ${name} ${error instanceof Error ? error.message : 'cannot be read'}`);
      return [name, undefined];
    }
  });
  if (problems.length > 0) throw new PropertyError(problems.join('; '));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each reader has just answered, or there was a problem
  return Object.fromEntries(entries) as { readonly [K in keyof S]: ReturnType<S[K]> };
}

export function text(pattern: RegExp): Reader<string> {
  return (value) => {
    if (value === undefined) throw new Error('is missing');
    if (typeof value !== 'string' || !pattern.test(value))
      throw new Error(`does not match ${pattern.source}`);
    return value;
  };
}

/** At least `least` and at most `most`. */
export function integer(least: number, most: number): Reader<number> {
  return (value) => {
    if (value === undefined) throw new Error('is missing');
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number) || number < least || number > most)
      throw new Error(`is not a whole number from ${least} to ${most}`);
    return number;
  };
}

export function optional<T>(read: Reader<T>): Reader<T | undefined> {
  return (value) => (value === undefined || value === '' ? undefined : read(value));
}
