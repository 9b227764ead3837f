import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { filesBelow } from '../../src/init/config-files.ts';
import { schemaPath } from '../../src/init/schema-path.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kmscrypt-init-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(...path: readonly string[]): void {
  const file = join(folder, ...path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, '');
}

const INSTALLED = ['node_modules', 'kmscrypt', 'schema', 'kmscrypt.schema.json'];

test('the schema beside, above, and none', () => {
  mkdirSync(join(folder, '.git'));
  expect(schemaPath(folder)).toBeUndefined();
  write(...INSTALLED);
  expect(schemaPath(folder)).toBe(`./${INSTALLED.join('/')}`);
  mkdirSync(join(folder, 'a', 'b'), { recursive: true });
  expect(schemaPath(join(folder, 'a', 'b'))).toBe(`../../${INSTALLED.join('/')}`);
});

test('not beyond the repository', () => {
  write(...INSTALLED);
  mkdirSync(join(folder, 'app', '.git'), { recursive: true });
  expect(schemaPath(join(folder, 'app'))).toBeUndefined();
});

test('files are found in order, but not what is made or fetched', () => {
  for (const name of ['b', 'a', '.env', 'c/d/e/f/g', 'c/d/e/f/g2/too/deep']) write(name);
  for (const name of ['node_modules/x', '.git/x', 'dist/x', 'test/x']) write(name);
  expect(filesBelow(folder)).toEqual(['.env', 'a', 'b', 'c/d/e/f/g']);
});
