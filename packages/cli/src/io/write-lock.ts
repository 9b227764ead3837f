import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { systemCode } from '../errors/system-code.ts';

/** A lock is held for some milliseconds; one that is older was left by a process that was killed. */
const STALE_MS = 10_000;
const PATIENCE_MS = 5_000;
const PAUSE_MS = 5;
const PAUSE = new Int32Array(new SharedArrayBuffer(4));

/**
 * Keeps every other kmscrypt from writing a file until the answered function is called: from a look at the file to its
 * replacement, which is synchronous work of some milliseconds.
 *
 * @throws CliError `FILE_CHANGED` where another one does not end; the system's error where no lock can be made
 */
export function takeWriteLock(path: string): () => void {
  const lock = join(dirname(path), `.${basename(path)}.kmscrypt-lock`);
  for (let waited = 0; ; waited += PAUSE_MS) {
    try {
      closeSync(openSync(lock, 'wx', 0o600));
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
    if (waited >= PATIENCE_MS) {
      throw new CliError('FILE_CHANGED', 'another kmscrypt is writing it', { source: path });
    }
    if (isStale(lock)) rmSync(lock, { force: true });
    else Atomics.wait(PAUSE, 0, 0, PAUSE_MS);
  }
}

function isStale(lock: string): boolean {
  const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && Date.now() - made > STALE_MS;
}
