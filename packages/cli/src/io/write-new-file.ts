import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file that must not be there yet, mode 0600, and the folders it lies in. A failure leaves no part of it, which
 * would stand in the way of the next attempt.
 *
 * @throws the system's error; `EEXIST` where the file is there.
 */
export function writeNewFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(descriptor, text, { flush: true });
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}
