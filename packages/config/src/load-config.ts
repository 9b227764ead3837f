import type { StandardSchemaV1 } from '@standard-schema/spec';
import { createLoad } from './load.ts';
import type { LoadOptions, SecretsForm } from './load-options.ts';
import type { Wrapped } from './secrets/wrapped-type.ts';
import type { ConfigSource } from './sources/source.ts';

/** A config without a schema. */
export interface Config {
  readonly [key: string]: unknown;
}

/** What `loadConfig` answers with, by the type of its options. */
export type ConfigOf<Options> = Options extends { readonly secrets: 'wrap' }
  ? Wrapped<OutputOf<Options>, EncryptedOf<Options>>
  : OutputOf<Options>;

type OutputOf<Options> = Options extends { readonly schema: infer Schema extends StandardSchemaV1 }
  ? StandardSchemaV1.InferOutput<Schema>
  : Config;

type EncryptedOf<Options> = Options extends {
  readonly encrypted: readonly (infer Encrypted extends string)[];
}
  ? Encrypted
  : never;

/** Options as they were inferred; where the form of secrets is known at run time only, those of either. */
export type GivenOptions<
  Schema,
  Encrypted extends string,
  Secrets extends SecretsForm,
> = Secrets extends unknown
  ? {
      readonly schema: Schema;
      readonly encrypted: readonly Encrypted[];
      readonly secrets: Secrets;
    }
  : never;

/**
 * Reads a config with all its secrets in memory: `kmscrypt::` tokens anywhere in its texts, and values that refer to AWS
 * Secrets Manager (`secretsmanager::…`), SSM (`ssm::…`) or a broker of the caller's. Nothing is written anywhere.
 *
 * @param source the path of a file (JSON, JSONC, YAML, TOML, dotenv), an object, process.env, or a list of them: each is laid
 *   over those before it.
 * @example
 * const config = await loadConfig('config/prod.yaml', { schema });
 * @throws ConfigError that tells all problems, each with file, line and path and never with a value
 *   (docs/errors.md has the codes); several as `SEVERAL` with each in `errors`
 */
export async function loadConfig<
  const Schema extends StandardSchemaV1 | undefined = undefined,
  const Encrypted extends string = never,
  const Secrets extends SecretsForm = 'plain',
>(
  source: ConfigSource | readonly ConfigSource[],
  options: LoadOptions<Schema, Encrypted, Secrets> = {},
): Promise<ConfigOf<GivenOptions<Schema, Encrypted, Secrets>>> {
  const { config } = await createLoad(source, options)(options.signal, 'foreground');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema has made it, or it is as it stands
  return config as ConfigOf<GivenOptions<Schema, Encrypted, Secrets>>;
}
