import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { systemCode } from '../errors/system-code.ts';

/** A name in the folder of a file that nothing else has. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.kmscrypt-${randomBytes(8).toString('hex')}.tmp`);
}

/** Writes content to a new file beside `path`, on the disk and with the rights of what is there, and answers with its path. */
export function stageFile(path: string, existing: Stats | undefined, content: Uint8Array): string {
  // A read-only file says that it is not to be written; a rename alone would not ask it.
  if (existing !== undefined) closeSync(openSync(path, 'r+'));
  const temporary = temporaryBeside(path);
  const descriptor = openSync(temporary, 'wx', 0o600);
  try {
    writeFully(descriptor, content);
    if (existing !== undefined) takeOverRights(descriptor, existing);
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
  return temporary;
}

/** By descriptor, never by path: in a folder that others may write, the path could lead elsewhere by now. */
function takeOverRights(descriptor: number, { uid, gid, mode }: Stats): void {
  const made = fstatSync(descriptor);
  let shared = mode & 0o7777;
  if (made.uid !== uid || made.gid !== gid) {
    try {
      fchownSync(descriptor, uid, gid);
    } catch (error) {
      if (systemCode(error) !== 'EPERM') throw error;
      // Who may read it by the group was said of another group.
      shared = mode & 0o700;
    }
  }
  fchmodSync(descriptor, shared);
}

/** Writes all of it, however little the system takes at a time. */
export function writeFully(descriptor: number, content: Uint8Array): void {
  for (let written = 0; written < content.length;) written += writeSync(descriptor, content, written);
}
