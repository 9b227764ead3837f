import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = '/proc/sys/fs/binfmt_misc';
const CONTROLS: ReadonlySet<string> = new Set(['register', 'status']);

/**
 * Whether the kernel has been told how to run such a file, as it is for foreign machines by qemu or for Windows programs by
 * WSL (Linux, admin-guide/binfmt-misc). A container may not see what its host has registered.
 */
export function isRegistered(head: Buffer, file: string, folder: string = FOLDER): boolean {
  try {
    const entries = readdirSync(folder).filter((name) => !CONTROLS.has(name));
    return entries.some((name) => matches(readFileSync(join(folder, name), 'utf8'), head, file));
  } catch {
    return false;
  }
}

function matches(entry: string, head: Buffer, file: string): boolean {
  if (!entry.startsWith('enabled')) return false;
  const extension = /^extension \.(.+)$/mu.exec(entry)?.[1];
  if (extension !== undefined) return file.endsWith(`.${extension}`);
  const magic = Buffer.from(/^magic ([0-9a-f]+)$/mu.exec(entry)?.[1] ?? '', 'hex');
  const mask = Buffer.from(/^mask ([0-9a-f]+)$/mu.exec(entry)?.[1] ?? '', 'hex');
  const offset = Number(/^offset (\d+)$/mu.exec(entry)?.[1] ?? '0');
  if (magic.length === 0) return false;
  return magic.every((byte, index) => {
    const bits = mask[index] ?? 0xff;
    const found = head[offset + index];
    return found !== undefined && ((found ^ byte) & bits) === 0;
  });
}
