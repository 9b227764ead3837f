import type { StandardSchemaV1 } from '@standard-schema/spec';
import { readConfig, withConfigFile } from '../config.ts';
import type { OperatorOption, OperatorRun } from '../operator.ts';

export const CONFIG_OPTION: OperatorOption = {
  type: 'string',
  describe: 'the config file; default KMSCRYPT_CONFIG_FILE or KMSCRYPT_CONFIG',
};

export const JSON_OPTION: OperatorOption = { type: 'boolean', default: false, describe: 'all of it as JSON' };

/** The config that is named by {@link CONFIG_OPTION} or the environment. Rejects as `readConfig` does. */
export function configIn<Schema extends StandardSchemaV1>(
  schema: Schema,
  { options: { config: file }, env }: Pick<OperatorRun, 'options' | 'env'>,
): Promise<StandardSchemaV1.InferOutput<Schema>> {
  return readConfig(schema, typeof file === 'string' ? withConfigFile(env, file) : env);
}

/** JSON for programs. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
