import { extname } from 'node:path';
import { checkConfig, type CheckOptions } from '../check-config.ts';
import { ConfigError } from '../config-error.ts';
import type { Config } from '../schema.ts';
import type { ConfigFiles } from './config-files.ts';
import { findConfig } from './find-config.ts';
import { missing } from './missing.ts';
import { nodeFiles } from './node-files.ts';
import { readJson } from './read-json.ts';
import { readModule } from './read-module.ts';
import type { ReadValue } from './read-value.ts';
import { readYaml } from './read-yaml.ts';

export interface ReadConfigOptions extends Omit<CheckOptions, 'source'> {
  /** How files are read; default: from this machine. */
  readonly files?: ConfigFiles | undefined;
}

/**
 * Reads a config and checks it. No credentials are needed.
 *
 * @param path a file (`.yaml`, `.yml`, `.json`, `.ts`, `.mts`, `.js`, `.mjs`), or a folder with the only `kmscrypt-cdk.*` of these
 * @throws ConfigError with all problems at once
 *
 * @example
 * ```ts
 * const config = await readConfig('.');
 * ```
 */
export async function readConfig(path: string, options: ReadConfigOptions = {}): Promise<Config> {
  const { files = nodeFiles, ...checks } = options;
  const file = await findConfig(path, files);
  const { value, source } = await readValue(file, files);
  const { config, problems } = await checkConfig(value, { ...checks, source });
  if (problems !== undefined) throw new ConfigError(problems);
  return config;
}

async function readValue(file: string, files: ConfigFiles): Promise<ReadValue> {
  switch (extname(file)) {
    case '.yaml':
    case '.yml':
      return readYaml(await textOf(file, files), file);
    case '.json':
      return readJson(await textOf(file, files), file);
    case '.ts':
    case '.mts':
    case '.js':
    case '.mjs':
      return readModule(file, files);
    default: {
      const cure = 'name a file that ends in .yaml, .yml, .json, .ts, .mts, .js or .mjs';
      throw new ConfigError([
        { code: 'FORMAT_UNKNOWN', path: '', message: 'is of no format that is known here', cure, file },
      ]);
    }
  }
}

async function textOf(file: string, files: ConfigFiles): Promise<string> {
  try {
    return await files.read(file);
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const cure = 'look at its owner and mode';
    const problem = { code: 'CONFIG_UNREADABLE', path: '', message: 'cannot be read', cure, file } as const;
    throw new ConfigError([isMissing ? missing(file) : problem], { cause });
  }
}
