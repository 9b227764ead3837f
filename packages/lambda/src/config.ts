import { ConfigError, type ConfigErrorCode, loadConfig, type SecretsForm } from '@kmscrypt/config';
import { EXIT_STATUS } from '@kmscrypt/config/exit-status';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { LambdaError } from './error.ts';
import { reasonOf } from './reason-of.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The variable that holds the config as JSON. */
const CONFIG = 'KMSCRYPT_CONFIG';
/** The variable that names the config's file (JSON, YAML, TOML), seen from the working folder: in Lambda, the task root. */
const CONFIG_FILE = 'KMSCRYPT_CONFIG_FILE';

/**
 * Reads a Lambda's config from `KMSCRYPT_CONFIG` (JSON) or, as Lambda's environment has 4 KB in all, from the file that
 * `KMSCRYPT_CONFIG_FILE` names. Tokens and references in it are opened by `@kmscrypt/config`.
 *
 * @param schema refuses unknown keys.
 * @throws LambdaError `CONFIG_INVALID` with all problems, each with its path and never with a value
 * @throws ConfigError with the code of the first, where all problems are what AWS, the network or a missing key refuse, such as
 *   `THROTTLED` or `ACCESS_DENIED`: the config may be right
 */
export async function readConfig<Schema extends StandardSchemaV1>(
  schema: Schema,
  env: Env,
  { asWritten }: ReadConfigOptions = {},
): Promise<StandardSchemaV1.InferOutput<Schema>> {
  return load(schema, { env, secrets: 'plain', asWritten });
}

export interface ReadConfigOptions {
  /** Paths below which tokens and references stay closed, such as `destinations`; default: none. */
  readonly asWritten?: readonly string[] | undefined;
}

export interface ConfigTextOptions {
  /** `KMSCRYPT_CONFIG` and `KMSCRYPT_CONFIG_FILE`, besides what the SDK needs. */
  readonly env: Env;
  /** Paths of secrets, which are not shown even where they stand in plaintext; `*` stands for any step. Default none. */
  readonly secretPaths?: readonly string[] | undefined;
  /** Whether tokens and references are opened; else they are taken for what they hold. Default true. */
  readonly isOpened?: boolean;
  /** What is shown of the checked config; default all of it. */
  readonly shown?: ((config: unknown) => unknown) | undefined;
}

/**
 * Reads the config as {@link readConfig} does, to be shown: with all defaults, each secret as `[redacted]`.
 *
 * @throws LambdaError, ConfigError as {@link readConfig}
 */
export async function configText(
  schema: StandardSchemaV1,
  { env, secretPaths, isOpened = true, shown = (config) => config }: ConfigTextOptions,
): Promise<string> {
  const config = await load(schema, {
    env,
    secrets: 'wrap',
    encrypted: secretPaths,
    // What stands in plaintext is a secret nevertheless.
    development: true,
    asWritten: isOpened ? [] : ['*'],
  });
  return JSON.stringify(shown(config), undefined, 2);
}

/** An environment whose config is a file, whatever its own variables say. */
export function withConfigFile(env: Env, file: string): Env {
  return { ...env, [CONFIG]: undefined, [CONFIG_FILE]: file };
}

interface LoadSettings extends ReadConfigOptions {
  readonly env: Env;
  readonly secrets: SecretsForm;
  readonly encrypted?: readonly string[] | undefined;
  readonly development?: boolean;
}

async function load<Schema extends StandardSchemaV1>(
  schema: Schema,
  { env, ...options }: LoadSettings,
): Promise<StandardSchemaV1.InferOutput<Schema>> {
  try {
    return await loadConfig(sourceOf(env), { schema, env, ...options });
  } catch (error) {
    if (error instanceof LambdaError) throw error;
    const message = `the config cannot be used: ${problemsText(error, env)}`;
    const refusal = refusalIn(error);
    if (refusal !== undefined) throw new ConfigError(refusal, message, { cause: error });
    throw new LambdaError('CONFIG_INVALID', message, { cause: error });
  }
}

/** Statuses of what is refused, or fails, outside the config. */
const OUTSIDE: ReadonlySet<number> = new Set([4, 5, 6]);

/** The code of the first problem, where none of them is one of the config itself. */
function refusalIn(error: unknown): ConfigErrorCode | undefined {
  if (!(error instanceof ConfigError)) return undefined;
  const codes = problemsOf(error).map(({ code }) => code);
  return codes.every((code) => OUTSIDE.has(EXIT_STATUS[code])) ? codes[0] : undefined;
}

function problemsOf(error: ConfigError): readonly ConfigError[] {
  return error.errors.length === 0 ? [error] : error.errors;
}

/** All problems, a line each, in the words of the variables. */
function problemsText(error: unknown, { [CONFIG_FILE]: file }: Env): string {
  if (!(error instanceof ConfigError)) return reasonOf(error);
  const lines = problemsOf(error).map((each) => {
    const { source, path, position } = each;
    // What is missing has a path and no source.
    const isUnplaced = source === 'object' || (source === undefined && path !== undefined);
    // In the words of whoever calls the library, which a user of a Lambda does not.
    if (each.code === 'FORMAT_UNKNOWN')
      return `${file ?? ''}: its name has to end in .json, .yaml, .yml or .toml`;
    return each.at({ source: isUnplaced ? file || CONFIG : source, path, position }).message;
  });
  return lines.length === 1 ? lines.join('') : [`${lines.length} problems`, ...lines].join('\n');
}

function sourceOf(env: Env): string | Readonly<Record<string, unknown>> {
  const { [CONFIG]: text, [CONFIG_FILE]: file } = env;
  if (text && file) throw invalid(`${CONFIG} and ${CONFIG_FILE} are both set; one of them is meant`);
  if (file) return file;
  if (!text) throw invalid(`neither ${CONFIG} (JSON) nor ${CONFIG_FILE} (a file) is set`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // What the parser says may quote the text.
    throw invalid(`${CONFIG} is not JSON`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(`${CONFIG} is not a JSON object`);
  }
  return { ...value };
}

function invalid(reason: string): LambdaError {
  return new LambdaError('CONFIG_INVALID', reason);
}
