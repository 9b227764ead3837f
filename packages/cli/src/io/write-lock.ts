import { randomBytes } from 'node:crypto';
import { closeSync, linkSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { systemCode } from '../errors/system-code.ts';
import { temporaryBeside, writeFully } from './stage-file.ts';

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
  const owner = randomBytes(16);
  for (let waited = 0; !isMade(lock, owner); waited += PAUSE_MS) {
    if (waited >= PATIENCE_MS) {
      throw new CliError('FILE_CHANGED', 'another kmscrypt is writing it', {
        source: path,
        hints: [`try again in ${STALE_MS / 1000} s; where no kmscrypt is running, remove ${lock}`],
      });
    }
    if (isStale(lock)) takeAway(lock);
    else Atomics.wait(PAUSE, 0, 0, PAUSE_MS);
  }
  return () => release(lock, owner);
}

/** @returns false where there is a lock already */
function isMade(lock: string, owner: Uint8Array): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(lock, 'wx', 0o600);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    writeFully(descriptor, owner);
    return true;
  } catch (error) {
    rmSync(lock, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

function isStale(lock: string): boolean {
  const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && Date.now() - made > STALE_MS;
}

/** Of several processes that found the same lock stale, one renames it; what another then renames is the new lock. */
function takeAway(lock: string): void {
  const away = temporaryBeside(lock);
  try {
    renameSync(lock, away);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  try {
    if (!isStale(away)) linkSync(away, lock);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(away, { force: true });
  }
}

/** One that was slow may find the lock of another, who took its own for stale. */
function release(lock: string, owner: Uint8Array): void {
  try {
    if (readFileSync(lock).equals(owner)) rmSync(lock, { force: true });
  } catch {
    // The file is written by now; a lock that stays will be stale.
  }
}
