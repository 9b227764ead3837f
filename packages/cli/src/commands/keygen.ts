import { formatLocalKey, generateLocalKey } from '@kmscrypt/core/local-key';
import { localKeyPath } from '@kmscrypt/core/local-key-file';
import { closeSync, mkdirSync, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { systemCode } from '../errors/system-code.ts';
import { writeStdout } from '../io/streams.ts';
import type { Invocation } from '../table/command.ts';
import type { KeygenOptions } from '../table/keygen.ts';

/** `kmscrypt keygen`: makes the local key and tells its fingerprint and path. */
export async function run({ options, files, env, cwd }: Invocation<KeygenOptions>): Promise<void> {
  if (files.length > 0)
    throw new CliError('USAGE', 'keygen takes no FILE; --output PATH says where the key goes');
  const key = generateLocalKey();
  if (options.output === '-') return writeStdout([formatLocalKey(key)]);
  const path = options.output === undefined ? localKeyPath(env) : resolve(cwd, options.output);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeNew(path, formatLocalKey(key));
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
  writeStdout([`${key.fingerprint} ${path}\n`]);
}

/** Half a key would stand in the way of the next keygen, so a failure leaves none. */
function writeNew(path: string, text: string): void {
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(descriptor, text, { flush: true });
  } catch (error) {
    unlinkSync(path);
    throw error;
  } finally {
    closeSync(descriptor);
  }
}
