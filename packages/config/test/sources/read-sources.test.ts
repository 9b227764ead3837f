import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/index.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kmscrypt-sources-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['list.yaml', '- 1\n- 2\n'],
  ['text.yaml', 'just text\n'],
  ['list.json', '[1]'],
  ['null.json', 'null'],
])('%s is no config', async (name, text) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  await expect(loadConfig([{ a: 1 }, path])).rejects.toMatchObject({
    code: 'FORMAT_NOT_PARSABLE',
    source: path,
  });
});
