import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
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

/** A file and what it is to hold. */
export interface Replacement {
  readonly file: string;
  readonly content: Uint8Array;
}

/**
 * Writes files, each in one step: to a temporary file beside it, flushed to the disk, then renamed over it once all of
 * them are written. The mode stays (a new file gets 0600: it holds plaintext), so does the owner where we may set it; a
 * symlink keeps pointing. A target that is no regular file, such as a FIFO or /dev/stdout, is written as it is. Signals
 * wait until it is done, but not for the reader of a FIFO.
 *
 * @throws CliError `OUTPUT_FAILED`; the files are then untouched and the temporary files are gone.
 */
export function replaceFiles(replacements: readonly Replacement[], cwd: string): void {
  const targets = replacements.map(({ file, content }) => ({
    file,
    content,
    ...naming(file, () => find(resolve(cwd, file))),
  }));
  const isPlain = ({ existing }: Target): boolean => existing === undefined || existing.isFile();
  const plain = targets.filter(isPlain);
  if (plain.length > 0) deferSignals(() => replaceAll(plain));
  for (const { file, path, content } of targets.filter((target) => !isPlain(target))) {
    naming(file, () => writeThrough(path, content));
  }
}

interface Target extends Replacement {
  /** The file itself, where `file` is a symlink. */
  readonly path: string;
  readonly existing: Stats | undefined;
}

/** Puts the name of the file on a failure. */
function naming<Result>(file: string, work: () => Result): Result {
  try {
    return work();
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

function find(path: string): { path: string; existing: Stats | undefined } {
  const existing = statSync(path, { throwIfNoEntry: false });
  return { path: existing === undefined || existing.isFile() ? targetOf(path) : path, existing };
}

/** Where a symlink leads to, though nothing may be there yet. */
function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    if (isLink) return targetOf(resolve(dirname(path), readlinkSync(path)));
    return join(realpathSync(dirname(path)), basename(path));
  }
}

function replaceAll(targets: readonly Target[]): void {
  const staged: { readonly target: Target; readonly temporary: string }[] = [];
  try {
    for (const target of targets)
      staged.push({ target, temporary: naming(target.file, () => stage(target)) });
    for (let next = staged[0]; next !== undefined; next = staged[0]) {
      const { target, temporary } = next;
      naming(target.file, () => renameSync(temporary, target.path));
      staged.shift();
    }
  } finally {
    for (const { temporary } of staged) unlinkSync(temporary);
  }
  for (const folder of new Set(targets.map(({ path }) => dirname(path)))) syncFolder(folder);
}

/** Writes the content to a file beside the target and answers with its path. */
function stage({ path, existing, content }: Target): string {
  // A read-only file says that it is not to be written; a rename alone would not ask it.
  if (existing !== undefined) closeSync(openSync(path, 'r+'));
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  const descriptor = openSync(temporary, 'wx', 0o600);
  try {
    writeFully(descriptor, content);
    if (existing !== undefined) takeOver(descriptor, temporary, existing);
    fsyncSync(descriptor);
  } catch (error) {
    unlinkSync(temporary);
    throw error;
  } finally {
    closeSync(descriptor);
  }
  return temporary;
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
