import { readConfig, withConfigFile } from '@kmscrypt/lambda';
import type { OperatorOption, OperatorRun } from '@kmscrypt/lambda/operator';
import { configSchema, type FanoutConfig, SECRETS_IN } from '../config.ts';

export const CONFIG_OPTION: OperatorOption = {
  type: 'string',
  describe: 'the config file; default KMSCRYPT_CONFIG_FILE or KMSCRYPT_CONFIG',
};

export const EVENT_OPTION: OperatorOption = {
  type: 'string',
  describe: 'what the Lambda would be given: a file, or - for stdin',
};

/** The environment with the config that is named. */
export function envOf({ options: { config: file }, env }: OperatorRun): OperatorRun['env'] {
  return typeof file === 'string' ? withConfigFile(env, file) : env;
}

/** The config with the secrets of its destinations closed. */
export function configOf(run: OperatorRun): Promise<FanoutConfig> {
  return readConfig(configSchema, envOf(run), { asWritten: SECRETS_IN });
}

/** Whether there is a config at all. */
export function hasConfig(run: OperatorRun): boolean {
  const { KMSCRYPT_CONFIG: json, KMSCRYPT_CONFIG_FILE: file } = envOf(run);
  return Boolean(json) || Boolean(file);
}

/** The values of an option that may be given again. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
