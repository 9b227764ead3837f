import type { ValueFormat } from '@kmscrypt/core/documents';

/** What a config can be read from: the path of a file, a source made by a function below, or an object such as process.env. */
export type ConfigSource = string | URL | FileSource | EnvSource | Readonly<Record<string, unknown>>;

const SOURCE: unique symbol = Symbol.for('@kmscrypt/config source');

/** How a file is read. */
export interface FileSourceOptions {
  /** Default: what the file's name tells: json (also jsonc), yaml, toml, env, properties, ini. */
  readonly format?: ValueFormat | undefined;
  /** Whether the file may be missing; default no. */
  readonly optional?: boolean | undefined;
}

/** A file, made by {@link fileSource}. */
export interface FileSource extends FileSourceOptions {
  readonly [SOURCE]: 'file';
  readonly path: string | URL;
}

/** Which variables are taken, and where they go. One of `variables` and `prefix` is given. */
export interface EnvSourceOptions {
  /** From variable to path, such as `{ DB_PASSWORD: 'db.password' }`. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /**
   * Takes every variable that begins with it: the rest, cut at `separator`, is its path. Each step means the key that is
   * there already and differs only in case, `-` and `_`; where there is none, it is taken in lower case.
   */
  readonly prefix?: string | undefined;
  /** Between the steps of a path; default `__`. */
  readonly separator?: string | undefined;
  /** Default: that of the run, process.env. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** Overrides from the environment, made by {@link envSource}. */
export interface EnvSource extends EnvSourceOptions {
  readonly [SOURCE]: 'env';
}

/**
 * A file whose format or absence has to be told; else its path alone will do.
 *
 * @example
 * await loadConfig(['config/base.yaml', fileSource('config/local.yaml', { optional: true })]);
 */
export function fileSource(path: string | URL, options: FileSourceOptions = {}): FileSource {
  return { [SOURCE]: 'file', path, ...options };
}

/**
 * Values that the environment overrides. An empty variable counts as not set. A text that replaces a number or boolean is
 * read as one where it is one.
 *
 * @example
 * await loadConfig(['config.yaml', envSource({ variables: { DB_PASSWORD: 'db.password' } })]);
 * await loadConfig(['config.yaml', envSource({ prefix: 'APP__' })]); // APP__DB__PASSWORD is db.password
 */
export function envSource(options: EnvSourceOptions): EnvSource {
  return { [SOURCE]: 'env', ...options };
}

/** Which kind a source is. */
export function isFileSource(source: object): source is FileSource {
  return SOURCE in source && source[SOURCE] === 'file';
}

export function isEnvSource(source: object): source is EnvSource {
  return SOURCE in source && source[SOURCE] === 'env';
}
