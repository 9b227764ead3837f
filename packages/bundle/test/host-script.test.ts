import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hostScriptIn } from '../src/host-script.ts';

test('parts in the order of their names, an empty line between them, and no other file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = { '10-b.sh': 'b\n', '02-a.sh': 'a\n', 'notes.md': 'no\n' };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  expect(hostScriptIn(folder)).toBe('a\n\nb\n');
});
