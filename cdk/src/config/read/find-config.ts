import { join } from 'node:path';
import { ConfigError } from '../config-error.ts';
import type { ConfigFiles } from './config-files.ts';

/** Names that are looked for in a folder. */
export const CONFIG_NAMES: readonly string[] = ['yaml', 'yml', 'json', 'ts', 'mts', 'js', 'mjs'].map(
  (extension) => `kmscrypt-cdk.${extension}`,
);

/**
 * The config's file: `path` itself, or the only one of {@link CONFIG_NAMES} in the folder `path`.
 *
 * @throws ConfigError `CONFIG_MISSING` where a folder has none, `CONFIG_AMBIGUOUS` where it has several
 */
export async function findConfig(path: string, files: ConfigFiles): Promise<string> {
  const names = await files.list(path);
  if (names === undefined) return path;
  const found = CONFIG_NAMES.filter((name) => names.includes(name));
  const [first] = found;
  if (first !== undefined && found.length === 1) return join(path, first);
  const problem =
    first === undefined
      ? ({
          code: 'CONFIG_MISSING',
          message: 'there is no config in this folder',
          cure: `kmscrypt-cdk init writes one; looked for: ${CONFIG_NAMES.join(', ')}`,
        } as const)
      : ({
          code: 'CONFIG_AMBIGUOUS',
          message: `there are several configs: ${found.join(', ')}`,
          cure: 'keep one, or name it',
        } as const);
  throw new ConfigError([{ ...problem, path: '', file: path }]);
}
