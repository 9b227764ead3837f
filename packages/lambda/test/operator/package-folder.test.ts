import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { packageFolder } from '../../src/operator/package-folder.ts';

test.each([
  ['a source', 'src/operator.ts'],
  ['a bundle', 'dist/operator.mjs'],
  ['a chunk of a bundle', 'dist/operator-chunks/operator-abc.mjs'],
  ['a file beside package.json', 'index.js'],
])('%s', (_, file) => {
  const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'package.json'), '{}');
  mkdirSync(join(folder, file, '..'), { recursive: true });
  expect(packageFolder(pathToFileURL(join(folder, file))).href).toBe(pathToFileURL(`${folder}/`).href);
});

test('where no folder has one it ends', () => {
  expect(packageFolder('file:///no-such-folder/a/b.mjs').href).toBe('file:///');
});
