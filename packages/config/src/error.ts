import type { Position } from '@kmscrypt/core';
import type { KmscryptError, KmscryptErrorCode } from '@kmscrypt/core/error';

/** The codes that this package adds to those of @kmscrypt/core; docs/errors.md tells cause and cure of each. */
export type ConfigErrorCode =
  | KmscryptErrorCode
  // the sources
  | 'SOURCE_UNREADABLE'
  | 'FORMAT_UNKNOWN'
  | 'KEY_REFUSED'
  | 'CIRCULAR'
  | 'TOO_DEEP'
  | 'VARIABLE_MISSING'
  | 'SECRET_IN_PLAINTEXT'
  // references and what they lead to
  | 'REFERENCE_INVALID'
  | 'SECRET_NOT_TEXT'
  | 'SECRET_NOT_JSON'
  | 'SECRET_PATH_NOT_FOUND'
  | 'RESOLVER_FAILED'
  // the run
  | 'SCHEMA_REJECTED'
  | 'DEADLINE_EXCEEDED'
  | 'STALE'
  | 'CLOSED';

/** Where in a config a problem lies. */
export interface ConfigPlace {
  /** The file as the caller called it, `environment`, or `object`; absent where the problem is of no source. */
  readonly source?: string | undefined;
  /** The value in it, such as `db.password`; the root is `.`. */
  readonly path?: string | undefined;
  /** Line and column in a file, where they are known. */
  readonly position?: Position | undefined;
}

export interface ConfigErrorOptions extends ConfigPlace {
  /** What led to it; never anything that holds a secret. */
  readonly cause?: unknown;
  /** All problems of one run; only with the code `SEVERAL`. */
  readonly errors?: readonly ConfigError[];
}

/** `inspect.custom` of node:util, by its name: an import would load all that the module exports, 2 ms. */
const INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom');

/**
 * The one error class of this package. `code` is stable and meant for programs; `message` is meant for people, begins with
 * file, line and path, and never holds a secret. Several problems are told at once: `SEVERAL`, with each in `errors`.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code: ConfigErrorCode;
  readonly source: string | undefined;
  readonly path: string | undefined;
  readonly position: Position | undefined;
  /** The message without its place. */
  readonly reason: string;
  readonly errors: readonly ConfigError[];

  constructor(code: ConfigErrorCode, reason: string, options: ConfigErrorOptions = {}) {
    super(`${placeOf(options)}${reason}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.reason = reason;
    this.source = options.source;
    this.path = options.path;
    this.position = options.position;
    this.errors = options.errors ?? [];
  }

  static {
    // What is thrown at the top of a program is printed so: the problems once, without the SDK's causes.
    Object.defineProperty(this.prototype, INSPECT, { value: inspectConfigError });
  }

  /** The same error with its place, for one that arose before that was known. */
  at(place: ConfigPlace): ConfigError {
    return new ConfigError(this.code, this.reason, { cause: this.cause, ...place });
  }
}

function inspectConfigError(this: ConfigError): string {
  return (this.stack ?? this.message).replace(/^ConfigError:/u, `ConfigError [${this.code}]:`);
}

/** The error of a run that its signal has ended. */
export function abortedRun(cause?: unknown): ConfigError {
  return new ConfigError('ABORTED', 'the run was ended', { cause });
}

/** One error for several problems; the problem itself where it is the only one. */
export function severalProblems(problems: readonly ConfigError[]): ConfigError {
  const errors = problems.flatMap((each) => (each.errors.length > 0 ? each.errors : [each]));
  const [first] = errors;
  if (errors.length === 1 && first !== undefined) return first;
  const lines = errors.map(({ message }) => `  ${message}`);
  return new ConfigError('SEVERAL', [`${errors.length} problems:`, ...lines].join('\n'), { errors });
}

/** An error of ours for one of core's, each of its several for itself. */
export function configErrorOf(error: KmscryptError, place: ConfigPlace = {}): ConfigError {
  if (error.errors.length > 0) {
    return severalProblems(error.errors.map((each) => configErrorOf(each, place)));
  }
  const position = error.position ?? place.position;
  return new ConfigError(error.code, error.message, { ...place, position, cause: error.cause });
}

function placeOf({ source, position, path }: ConfigPlace): string {
  const where = [source, position?.line, position?.column].filter((part) => part !== undefined).join(':');
  return [where, path].map((part) => (part === undefined || part === '' ? '' : `${part}: `)).join('');
}
