import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { existsAlready, writeShared } from '../../src/init/write-shared.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kmscrypt-shared-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a new file', () => {
  const path = join(folder, 'f');
  writeShared({ path, text: 'x', source: 'f' });
  expect(readFileSync(path, 'utf8')).toBe('x');
});

test('a file that came in between stays, with the cure of one that was there before', () => {
  const path = join(folder, 'f');
  writeFileSync(path, 'old');
  const { hints } = existsAlready('f');
  expect(() => writeShared({ path, text: 'x', source: 'f' })).toThrow(
    expect.objectContaining({ code: 'FILE_EXISTS', source: 'f', hints }),
  );
  expect(readFileSync(path, 'utf8')).toBe('old');
});

test('a folder that is not there', () => {
  const path = join(folder, 'g', 'f');
  expect(() => writeShared({ path, text: 'x', source: 'f' })).toThrow(
    expect.objectContaining({ code: 'OUTPUT_FAILED', source: 'f' }),
  );
});
