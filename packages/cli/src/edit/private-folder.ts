import {
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Linux' tmpfs (statfs(2)). */
const TMPFS = 0x01021994;

/**
 * Works with a folder that nobody else may look into, in memory where there is a file system for that. It is wiped on every
 * way out of `work`: files overwritten, then removed, those that an editor left beside ours too.
 */
export async function withPrivateFolder<Result>(
  env: Readonly<Record<string, string | undefined>>,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  // 0700, by mkdtemp(3).
  const folder = mkdtempSync(join(parentOf(env), 'kmscrypt-'));
  try {
    return await work(folder);
  } finally {
    wipe(folder);
  }
}

function parentOf(env: Readonly<Record<string, string | undefined>>): string {
  const inMemory = [env['XDG_RUNTIME_DIR'], '/dev/shm'].find((path) => path && isWritableTmpfs(path));
  return inMemory ?? tmpdir();
}

function isWritableTmpfs(path: string): boolean {
  try {
    if (statfsSync(path).type !== TMPFS) return false;
    rmSync(mkdtempSync(join(path, 'kmscrypt-')), { recursive: true });
    return true;
  } catch {
    return false;
  }
}

function wipe(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) overwrite(join(entry.parentPath, entry.name));
  }
  rmSync(folder, { recursive: true, force: true });
}

/** On a disk this is no promise (a journal or a flash drive may keep copies), but it costs nothing. */
function overwrite(path: string): void {
  try {
    const zeros = new Uint8Array(statSync(path).size);
    const descriptor = openSync(path, 'r+');
    try {
      writeSync(descriptor, zeros);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Removed all the same.
  }
}
