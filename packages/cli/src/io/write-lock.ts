import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { systemCode } from '../errors/system-code.ts';
import { writeFully } from './stage-file.ts';

/** A lock is held for some milliseconds; one that is older was left by a process that was killed. */
const STALE_MS = 10_000;
const PATIENCE_MS = 5_000;
const PAUSE_MS = 5;
const OWNER_BYTES = 16;
const PAUSE = new Int32Array(new SharedArrayBuffer(4));

/**
 * Keeps every other kmscrypt from writing a file until the answered function is called: from a look at the file to its
 * replacement, which is synchronous work of some milliseconds.
 *
 * @throws CliError `FILE_CHANGED` where another one does not end; the system's error where no lock can be made
 */
export function takeWriteLock(path: string): () => void {
  const lock = join(dirname(path), `.${basename(path)}.kmscrypt-lock`);
  const owner = randomBytes(OWNER_BYTES);
  for (let waited = 0; !isMade(lock, owner); waited += PAUSE_MS) {
    if (waited >= PATIENCE_MS) {
      throw new CliError('FILE_CHANGED', 'another kmscrypt is writing it', {
        source: path,
        hints: [`try again in ${STALE_MS / 1000} s; where no kmscrypt is running, remove ${lock}`],
      });
    }
    const other = ownerOf(lock);
    // Looked at in this order: what takes its place meanwhile is not stale.
    if (other !== undefined && isStale(lock)) remove(lock, other);
    Atomics.wait(PAUSE, 0, 0, PAUSE_MS);
  }
  return () => release(lock, owner);
}

/** @returns false where there is such a file already */
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

function ownerOf(lock: string): Buffer | undefined {
  try {
    return readFileSync(lock);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Removes the lock of an owner, and never that of another who came next: only who makes the owner's claim, a file, may
 * remove it, so that it stays the same from the look at it to its end.
 */
function remove(lock: string, owner: Buffer): void {
  const claim = join(dirname(lock), `.kmscrypt-${owner.toString('hex', 0, OWNER_BYTES)}.tmp`);
  if (!isMade(claim, owner)) return;
  try {
    if (ownerOf(lock)?.equals(owner)) rmSync(lock, { force: true });
  } finally {
    rmSync(claim, { force: true });
  }
}

function release(lock: string, owner: Buffer): void {
  try {
    remove(lock, owner);
  } catch {
    // The file is written by now; a lock that stays will be stale.
  }
}
