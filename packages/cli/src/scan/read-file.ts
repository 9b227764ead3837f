import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { TOKEN_PREFIX } from '@kmscrypt/core/token';
import { CliError } from '../errors/cli-error.ts';
import { fileError } from '../errors/file-error.ts';
import { systemCode } from '../errors/system-code.ts';
import { nameOf } from './listing.ts';
import { isBinary } from './prefilter.ts';

const FIRST_BYTES = 1 << 18;
/** Node's strings hold no more characters than this. */
const MOST_BYTES = 0x1fff_ffe8;
// Not to block: a pipe would make us wait for somebody who writes into it.
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;

/** What a listing may name though there is nothing to read: what is gone, a symlink, a submodule, a socket. */
const NOTHING: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EMLINK', 'EISDIR', 'ENXIO']);
/** What to do about a path that cannot be read, by the system's code. */
export const CURES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder; look at the path and the working directory',
  EACCES: 'you may not read it; look at its owner and mode (ls -l), or name the PATHS to scan',
};

interface ReadOptions {
  readonly cwd: string;
  /** Whether the user named this very file: it has to be there, and symlinks are followed. */
  readonly isNamed: boolean;
}

/** Reads a file: bytes that stand until the next one is read. Undefined where there is nothing to read. */
type ReadFile = (path: string, options: ReadOptions) => Buffer | undefined;

/**
 * Makes a reader that has one buffer for all files. Of a long binary file in which no token can be it gives nothing.
 *
 * @throws CliError `INPUT_FAILED`
 */
export function fileReader(): ReadFile {
  let buffer = Buffer.allocUnsafe(FIRST_BYTES);

  const fill = (file: number, from: number, to: number): number => {
    let length = from;
    while (length < to) {
      const count = readSync(file, buffer, length, to - length, null);
      if (count === 0) break;
      length += count;
    }
    return length;
  };
  const readAll = (file: number, path: string, cwd: string): Buffer => {
    const first = fill(file, 0, FIRST_BYTES);
    if (first < FIRST_BYTES) return buffer.subarray(0, first);
    if (isBinary(buffer) && !holdsPrefix(file)) return buffer.subarray(0, 0);
    const { size } = fstatSync(file);
    refuseTooLong(size, nameOf(path, cwd));
    if (buffer.length < size) buffer = Buffer.concat([buffer.subarray(0, first)], size);
    return buffer.subarray(0, fill(file, first, size));
  };

  return (path, { cwd, isNamed }) => {
    let file: number | undefined;
    try {
      file = openSync(path, isNamed ? FLAGS : FLAGS | constants.O_NOFOLLOW);
      return readAll(file, path, cwd);
    } catch (cause) {
      if (cause instanceof CliError) throw cause;
      const name = nameOf(path, cwd);
      if (name.includes('\uFFFD')) {
        const hints = ['rename it; what is not UTF-8 of a name is lost before the file is opened'];
        throw new CliError('INPUT_FAILED', 'cannot be found: its name is not UTF-8', {
          cause,
          source: name,
          hints,
        });
      }
      if (!isNamed && NOTHING.has(systemCode(cause))) return undefined;
      throw fileError('INPUT_FAILED', name, { cause, cures: CURES });
    } finally {
      if (file !== undefined) closeSync(file);
    }
  };
}

/** @throws CliError `INPUT_FAILED` where bytes are too many to be read as a text */
export function refuseTooLong(size: number, name: string): void {
  if (size >= MOST_BYTES)
    throw new CliError('INPUT_FAILED', 'is too large to be scanned: 512 MiB or more', { source: name });
}

/** Looks for a token's prefix through a whole file, a window at a time. */
function holdsPrefix(file: number): boolean {
  const window = Buffer.allocUnsafe(FIRST_BYTES);
  const overlap = TOKEN_PREFIX.length - 1;
  for (let at = 0; ; at += window.length - overlap) {
    const count = readSync(file, window, 0, window.length, at);
    if (window.subarray(0, count).includes(TOKEN_PREFIX)) return true;
    if (count < window.length) return false;
  }
}
