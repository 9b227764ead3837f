import { formatLocalKey, generateLocalKey } from '@kmscrypt/core/local-key';
import { localKeyPath } from '@kmscrypt/core/local-key-file';
import { resolve } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { systemCode } from '../errors/system-code.ts';
import { printable } from '../io/printable.ts';
import { writeStdout } from '../io/streams.ts';
import { writeNewFile } from '../io/write-new-file.ts';
import type { Invocation } from '../table/command.ts';
import type { KeygenOptions } from '../table/keygen.ts';

/** `kmscrypt keygen`: makes the local key and tells its fingerprint and path. */
export async function run({ options, env, cwd }: Invocation<KeygenOptions>): Promise<void> {
  const key = generateLocalKey();
  if (options.output === '-') return writeStdout([formatLocalKey(key)]);
  const path = options.output === undefined ? localKeyPath(env) : resolve(cwd, options.output);
  try {
    writeNewFile(path, formatLocalKey(key));
  } catch (cause) {
    const code = systemCode(cause);
    if (code !== 'EEXIST')
      throw new CliError('OUTPUT_FAILED', `cannot be written: ${code}`, { cause, source: path });
    throw new CliError('FILE_EXISTS', 'is there already, and tokens made with it would be lost with it', {
      cause,
      source: path,
      hints: ['use it: --key-id local; or make another one elsewhere: --output PATH'],
    });
  }
  writeStdout([`${printable(`${key.fingerprint} ${path}`)}\n`]);
}
