import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An app without a folder of its own writes its assembly into the machine's temporary folder, and leaves it there. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-cdk-tests-'));
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
