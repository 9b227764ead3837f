import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { fileError } from '../errors/file-error.ts';
import { systemCode } from '../errors/system-code.ts';
import { readStdin } from './streams.ts';

/** What a command reads: its name for messages and its bytes. `path` is absent where it is not a file. */
export interface Source {
  readonly name: string;
  readonly path?: string;
  readonly bytes: Uint8Array;
}

const CURES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; look at the path and the working directory',
  EACCES: 'you may not read it; look at its owner and mode (ls -l)',
  EISDIR: 'it is a folder; name a file in it',
};

/**
 * Reads a file, or stdin where it is called `-`.
 *
 * @throws CliError `INPUT_FAILED`
 */
export function readSource(file: string, cwd: string): Source {
  if (file === '-') return stdinSource();
  if (file === '') throw new CliError('USAGE', 'the name of a FILE is empty; is a variable unset?');
  const path = resolve(cwd, file);
  try {
    return { name: file, path, bytes: readFileSync(path) };
  } catch (cause) {
    throw fileError('INPUT_FAILED', file, { cause, cures: CURES });
  }
}

function stdinSource(): Source {
  return { name: 'stdin', bytes: readStdin() };
}

/**
 * Reads what a command works on: the text of `--ciphertext`, the files, or stdin.
 *
 * @throws CliError `USAGE` where both are given, `INPUT_FAILED`
 */
export function readSources(
  ciphertext: string | undefined,
  files: readonly string[],
  cwd: string,
): readonly Source[] {
  if (ciphertext === undefined) {
    return files.length === 0 ? [stdinSource()] : files.map((file) => readSource(file, cwd));
  }
  if (files.length > 0) throw new CliError('USAGE', 'give one input: --ciphertext, FILEs, or stdin');
  return [{ name: '--ciphertext', bytes: Buffer.from(ciphertext, 'utf8') }];
}

/**
 * Tells which folder relative paths start from.
 *
 * @throws CliError `INPUT_FAILED` where it was removed meanwhile.
 */
export function workingFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new CliError('INPUT_FAILED', `the working directory cannot be read: ${systemCode(cause)}`, {
      cause,
    });
  }
}
