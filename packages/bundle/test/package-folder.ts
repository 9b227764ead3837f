import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder of a package, version 1.2.3, with files by path, until the test is over. */
export function packageFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const all = { 'package.json': '{ "name": "bundled", "version": "1.2.3", "type": "module" }', ...files };
  for (const [path, text] of Object.entries(all)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}
