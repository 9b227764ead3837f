import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { systemCode } from '../errors/system-code.ts';
import { deferSignals } from './signals.ts';

const CURES: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there; look at the mode of the file and of its folder (ls -ld)',
  EPERM:
    'you may not write there; look at the owner and the attributes of the file and of its folder (ls -ld, lsattr)',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your disk quota is used up',
  ENOENT: 'the folder does not exist; make it first',
  EBUSY:
    'the file is a mount point (a bind mount of one file, as Docker and Kubernetes make them), which cannot be replaced in one step: mount its folder instead, or write elsewhere with --output',
  EISDIR: 'it is a folder; name a file in it',
};

/**
 * Writes a file in one step: to a temporary file beside it, flushed to the disk, then renamed over it. The mode stays (a
 * new file gets 0600: it holds plaintext), so does the owner where we may set it; a symlink keeps pointing. A target that
 * is no regular file, such as a FIFO or /dev/stdout, is written as it is. Signals wait until it is done.
 *
 * @throws CliError `OUTPUT_FAILED`; the file is then untouched and the temporary file is gone.
 */
export function replaceFile(file: string, cwd: string, content: Uint8Array): void {
  try {
    const target = targetOf(resolve(cwd, file));
    const existing = statSync(target, { throwIfNoEntry: false });
    if (existing !== undefined && !existing.isFile()) return writeThrough(target, content);
    deferSignals(() => replace(target, existing, content));
  } catch (cause) {
    const code = systemCode(cause);
    const cure = CURES[code];
    throw new CliError('OUTPUT_FAILED', `cannot be written: ${code}`, {
      cause,
      source: file,
      hints: cure === undefined ? [] : [cure],
    });
  }
}

function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    return join(realpathSync(dirname(path)), basename(path));
  }
}

function replace(target: string, existing: Stats | undefined, content: Uint8Array): void {
  // A read-only file says that it is not to be written; a rename alone would not ask it.
  if (existing !== undefined) closeSync(openSync(target, 'r+'));
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  const descriptor = openSync(temporary, 'wx', 0o600);
  try {
    try {
      writeFully(descriptor, content);
      if (existing !== undefined) takeOver(descriptor, temporary, existing);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, target);
  } catch (error) {
    unlinkSync(temporary);
    throw error;
  }
  syncFolder(dirname(target));
}

function takeOver(descriptor: number, temporary: string, existing: Stats): void {
  const made = statSync(temporary);
  if (made.uid !== existing.uid || made.gid !== existing.gid) {
    try {
      chownSync(temporary, existing.uid, existing.gid);
    } catch (error) {
      if (systemCode(error) !== 'EPERM') throw error;
    }
  }
  fchmodSync(descriptor, existing.mode & 0o7777);
}

function writeThrough(target: string, content: Uint8Array): void {
  const descriptor = openSync(target, 'w');
  try {
    writeFully(descriptor, content);
  } finally {
    closeSync(descriptor);
  }
}

function writeFully(descriptor: number, content: Uint8Array): void {
  for (let written = 0; written < content.length;) written += writeSync(descriptor, content, written);
}

/** Makes the rename itself last through a power failure, where the file system lets a folder be flushed. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {}
}
