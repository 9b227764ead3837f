import { KmscryptError } from '@kmscrypt/core/error';
import { parsePattern } from './path-pattern.ts';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { ConfigError } from './error.ts';
import type { ResolveOptions } from './options.ts';
import { RESERVED_SCHEMES } from './references/reference.ts';
import { isStandardSchema, SCHEMA_EXPECTED } from './schema/standard-schema.ts';

/** How secrets come: as they are, or each as a {@link Secret}. */
export type SecretsForm = 'plain' | 'wrap';

export interface LoadOptions<
  Schema extends StandardSchemaV1 | undefined = StandardSchemaV1 | undefined,
  Encrypted extends string = string,
  Secrets extends SecretsForm = SecretsForm,
> extends ResolveOptions {
  /**
   * A Standard Schema (zod, valibot, arktype, …): the result is what it makes of the config, and has its type. Without one
   * the config comes as it stands.
   */
  readonly schema?: Schema;
  /** Whether `${VAR}` and `${VAR:-default}` in texts mean variables; `$${` is then a plain `${`. Default false. */
  readonly interpolate?: boolean | undefined;
  /** `wrap`: what was decrypted or read from a broker comes as {@link Secret}, once the schema has passed. Default `plain`. */
  readonly secrets?: Secrets | undefined;
  /**
   * Paths of values that must be tokens or references, such as `db.password`; `*` stands for any step. What is below them is
   * meant too. Plaintext there is a problem, and so is a path whose first step is not in the config; neither is in
   * development. What is absent below that step passes. Default: none.
   */
  readonly encrypted?: readonly Encrypted[] | undefined;
  /**
   * Paths of values that stay as they are written, tokens and references included, such as `destinations`; `*` stands for any
   * step. What is below them is meant too. Default: none.
   */
  readonly asWritten?: readonly string[] | undefined;
  /** Lets plaintext pass where `encrypted` demands tokens; it is then a secret like the others. Default false. */
  readonly development?: boolean | undefined;
}

/** By name, what an option has to be. */
const CHECKS: Readonly<Record<keyof LoadOptions, (value: unknown) => string | undefined>> = {
  schema: (value) => (isStandardSchema(value) ? undefined : SCHEMA_EXPECTED),
  interpolate: oneOf(true, false),
  secrets: oneOf('plain', 'wrap'),
  encrypted: paths,
  asWritten: paths,
  development: oneOf(true, false),
  context: (value) => (isTexts(value) ? undefined : 'an object of texts'),
  localKey: aFunction,
  env: (value) => (isObject(value) ? undefined : 'an object of texts, such as process.env'),
  region: text,
  profile: text,
  roleArn: text,
  resolvers,
  concurrency: number(1, 1_000, true),
  deadline: number(1, 2 ** 30, false),
  startJitter: number(0, 2 ** 30, false),
  signal: (value) => (value instanceof AbortSignal ? undefined : 'an AbortSignal'),
  random: aFunction,
};

/**
 * Checks options, all at once: those that are not known, and values that cannot be.
 *
 * @param known further names that the caller reads itself.
 * @throws ConfigError `INVALID_OPTION`
 */
export function checkOptions(options: object, known: readonly string[] = []): void {
  const wrong = Object.entries(options).flatMap(([name, value]: [string, unknown]) => {
    if (known.includes(name) || value === undefined) return [];
    if (!isOption(name)) {
      return [`${name} is not an option; there are: ${[...Object.keys(CHECKS), ...known].join(', ')}`];
    }
    const wanted = CHECKS[name](value);
    return wanted === undefined ? [] : [`${name} is ${wanted}`];
  });
  if (wrong.length > 0) throw new ConfigError('INVALID_OPTION', wrong.join('; '));
}

function isOption(name: string): name is keyof LoadOptions {
  return Object.hasOwn(CHECKS, name);
}

function oneOf(...values: readonly unknown[]): (value: unknown) => string | undefined {
  return (value) => (values.includes(value) ? undefined : `one of ${values.join(', ')}`);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): boolean {
  return isObject(value) && Object.values(value).every((each) => typeof each === 'string');
}

function aFunction(value: unknown): string | undefined {
  return typeof value === 'function' ? undefined : 'a function';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? undefined : 'a text that is not empty';
}

function number(least: number, most: number, whole: boolean): (value: unknown) => string | undefined {
  return (value) => {
    const fits = typeof value === 'number' && value >= least && value <= most;
    if (fits && (!whole || Number.isInteger(value))) return undefined;
    return `a ${whole ? 'whole ' : ''}number from ${least} to ${most}`;
  };
}

function paths(value: unknown): string | undefined {
  if (!Array.isArray(value)) return 'a list of paths, such as db.password';
  const unreadable = value.find((each) => typeof each !== 'string' || !isPath(each));
  return unreadable === undefined ? undefined : `a list of paths; ${JSON.stringify(unreadable)} is none`;
}

function isPath(written: string): boolean {
  try {
    return parsePattern(written).length > 0;
  } catch (error) {
    if (error instanceof KmscryptError) return false;
    throw error;
  }
}

function resolvers(value: unknown): string | undefined {
  if (!isObject(value)) return 'an object of resolvers by scheme';
  for (const [scheme, resolver] of Object.entries(value)) {
    if (RESERVED_SCHEMES.includes(scheme)) return `for schemes of yours: ${scheme} is kmscrypt's own`;
    if (!/^[a-z][a-z0-9+.-]*$/u.test(scheme))
      return `by scheme: lower case letters, digits and +.-, not ${scheme}`;
    const hasMethod = typeof resolver === 'object' && resolver !== null && 'resolve' in resolver;
    if (!hasMethod || typeof resolver.resolve !== 'function') {
      return `an object of resolvers; that of ${scheme} has no method resolve(reference, { signal })`;
    }
  }
  return undefined;
}
