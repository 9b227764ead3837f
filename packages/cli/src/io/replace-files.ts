import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileError } from '../errors/file-error.ts';
import { systemCode } from '../errors/system-code.ts';
import { CliError } from '../errors/cli-error.ts';
import { deferSignals } from './signals.ts';
import { stageFile, temporaryBeside, writeFully } from './stage-file.ts';
import { takeWriteLock } from './write-lock.ts';

/** What to do about a file that cannot be written. */
export const WRITE_CURES: Readonly<Record<string, string>> = {
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
export interface FileContent {
  readonly file: string;
  readonly content: Uint8Array;
  /** What it held when it was read, null where it was not there: it is not written over anything else. Default: whatever. */
  readonly expected?: Uint8Array | null;
}

/**
 * Writes files, each in one step: to a temporary file beside it, flushed to the disk, then renamed over it once all of
 * them are written. The mode stays (a new file gets 0600: it holds plaintext), so does the owner where we may set it; a
 * symlink keeps pointing. A target that is not a regular file, such as a FIFO or /dev/stdout, is written as it is. Signals
 * wait until it is done, but not for the reader of a FIFO.
 *
 * @throws CliError `OUTPUT_FAILED`, `FILE_CHANGED`; the files then hold what they held, and the temporary files are gone.
 */
export function replaceFiles(replacements: readonly FileContent[], cwd: string): void {
  const targets = replacements.map(({ file, ...rest }) => ({
    file,
    ...rest,
    ...naming(file, () => find(resolve(cwd, file))),
  }));
  const isPlain = ({ existing }: Target): boolean => existing === undefined || existing.isFile();
  const plain = targets.filter(isPlain);
  if (plain.length > 0) deferSignals(() => replaceAll(plain));
  for (const { file, path, content } of targets.filter((target) => !isPlain(target))) {
    naming(file, () => writeThrough(path, content));
  }
}

interface Target extends FileContent {
  /** The file itself, where `file` is a symlink. */
  readonly path: string;
  readonly existing: Stats | undefined;
}

/** Puts the name of the file on a failure. */
function naming<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw fileError('OUTPUT_FAILED', file, { cause, cures: WRITE_CURES });
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

/** Locks every file that must not have changed, in one order for all processes. */
function locked(targets: readonly Target[], work: () => void): void {
  const files = new Map(
    targets.flatMap(({ expected, path, file }) => (expected === undefined ? [] : [[path, file]])),
  );
  const releases: (() => void)[] = [];
  try {
    for (const path of Array.from(files.keys()).toSorted()) {
      releases.push(naming(files.get(path) ?? path, () => takeWriteLock(path)));
    }
    work();
  } finally {
    for (const release of releases) release();
  }
}

/** @throws CliError `FILE_CHANGED` */
function checkUnchanged({ file, path, expected }: Target): void {
  if (expected === undefined) return;
  const now = existsSync(path) ? readFileSync(path) : null;
  const same = now === null || expected === null ? now === expected : now.equals(expected);
  if (same) return;
  throw new CliError('FILE_CHANGED', 'was changed by another program meanwhile; nothing was written', {
    source: file,
    hints: ['run the command again: it works on what the file holds now'],
  });
}

interface Staged {
  readonly target: Target;
  /** The file beside it that is to take its place. */
  readonly temporary: string;
}

/** The slow part, flushing to the disk, is done before anything is locked. */
function replaceAll(targets: readonly Target[]): void {
  const temporaries: string[] = [];
  try {
    const staged = targets.map((target): Staged => {
      const temporary = naming(target.file, () => stageFile(target.path, target.existing, target.content));
      temporaries.push(temporary);
      return { target, temporary };
    });
    locked(targets, () => renameAll(staged, temporaries));
  } finally {
    for (const temporary of temporaries) rmSync(temporary, { force: true });
  }
  for (const folder of new Set(targets.map(({ path }) => dirname(path)))) syncFolder(folder);
}

function renameAll(staged: readonly Staged[], temporaries: string[]): void {
  const undo: (() => void)[] = [];
  for (const { target } of staged.length > 1 ? staged : []) {
    naming(target.file, () => undo.push(keep(target, temporaries)));
  }
  for (const { target } of staged) checkUnchanged(target);
  for (const [index, { target, temporary }] of staged.entries()) {
    try {
      naming(target.file, () => renameSync(temporary, target.path));
    } catch (error) {
      for (const step of undo.slice(0, index)) step();
      throw error;
    }
  }
}

/**
 * Keeps what one of several files holds under a second name, and answers with what brings it back. A file that is a mount
 * point refuses that already, before any other file has been replaced.
 */
function keep({ path, existing }: Target, temporaries: string[]): () => void {
  if (existing === undefined) return () => rmSync(path, { force: true });
  const backup = temporaryBeside(path);
  try {
    linkSync(path, backup);
  } catch (error) {
    if (systemCode(error) === 'EXDEV') throw Object.assign(new Error('a mount point'), { code: 'EBUSY' });
    // A file system without links: then there is no way back.
    return () => {};
  }
  temporaries.push(backup);
  return () => renameSync(backup, path);
}

function writeThrough(target: string, content: Uint8Array): void {
  const descriptor = openSync(target, 'w');
  try {
    writeFully(descriptor, content);
  } finally {
    closeSync(descriptor);
  }
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
