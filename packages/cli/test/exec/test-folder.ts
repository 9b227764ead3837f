import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of the running test's own, gone when the test is done. */
export function testFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kmscrypt-exec-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
