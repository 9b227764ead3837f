import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { fileError } from '../errors/file-error.ts';
import { WRITE_CURES } from '../io/replace-files.ts';

/** Where a FIFO stands, or is to stand. */
export interface FifoPlace {
  /** As the user called it, for messages. */
  readonly name: string;
  /** Without symlinks. */
  readonly path: string;
  readonly mode: number;
  /** Of the one that was there before us, in whose place one stays; absent where there was none. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/**
 * Looks at where a FIFO is to stand: nothing may be there, or a FIFO, whose rights are kept.
 *
 * @throws CliError `FILE_EXISTS`, `OUTPUT_FAILED`
 */
export function fifoPlace(name: string, path: string): FifoPlace {
  try {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) {
      return { name, path: join(realpathSync(dirname(path)), basename(path)), mode: 0o600 };
    }
    const whole = realpathSync(path);
    const there = lstatSync(whole);
    if (!there.isFIFO()) {
      throw new CliError('FILE_EXISTS', 'is there already, and is no FIFO', { source: name });
    }
    return { name, path: whole, mode: there.mode & 0o777, owner: { uid: there.uid, gid: there.gid } };
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw fileError('OUTPUT_FAILED', name, { cause, cures: WRITE_CURES });
  }
}

/** What tells a FIFO from another one at the same path; undefined where there is none. */
export function inodeOf(path: string): number | undefined {
  const there = lstatSync(path, { throwIfNoEntry: false });
  return there?.isFIFO() === true ? there.ino : undefined;
}
