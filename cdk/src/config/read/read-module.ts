import { ConfigError } from '../config-error.ts';
import type { ConfigProblem } from '../problem.ts';
import { unplaced } from '../source.ts';
import type { ConfigFiles } from './config-files.ts';
import { missing } from './missing.ts';
import type { ReadValue } from './read-value.ts';

/**
 * Reads the config that a module exports: as `config`, or by default.
 *
 * @throws ConfigError `CONFIG_MISSING`, `NODE_TOO_OLD` where this Node takes no TypeScript, `MODULE_FAILED`, `EXPORT_MISSING`
 */
export async function readModule(file: string, files: ConfigFiles): Promise<ReadValue> {
  let exported: Readonly<Record<string, unknown>>;
  try {
    exported = await files.load(file);
  } catch (cause) {
    throw new ConfigError([failure(cause, file)], { cause });
  }
  const value = exported['config'] ?? exported['default'];
  if (value !== undefined) return { value, source: unplaced(file) };
  const cure = 'write export default defineConfig({ … })';
  throw new ConfigError([{ code: 'EXPORT_MISSING', path: '', message: 'exports no config', cure, file }]);
}

function failure(cause: unknown, file: string): ConfigProblem {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT') return missing(file);
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION')
    return {
      code: 'NODE_TOO_OLD',
      path: '',
      message: `Node ${process.versions.node} does not take TypeScript`,
      cure: 'take Node 22.18 or later, or write the config as YAML or .mjs',
      file,
    };
  const [message = ''] = String(cause instanceof Error ? cause.message : cause).split('\n');
  return {
    code: 'MODULE_FAILED',
    path: '',
    message: `the module failed: ${message}`,
    file,
    line: lineOf(cause),
  };
}

/** Of an error of syntax in TypeScript, whose stack begins with the place; that of one in JavaScript does not tell. */
function lineOf(cause: unknown): number | undefined {
  const [first = ''] = cause instanceof SyntaxError ? (cause.stack ?? '').split('\n') : [];
  const line = /:(\d+)$/.exec(first)?.[1];
  return line === undefined ? undefined : Number(line);
}
