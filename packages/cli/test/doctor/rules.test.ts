import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkRules } from '../../src/doctor/rules.ts';

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'kmscrypt-doctor-')));
  mkdirSync(join(folder, '.git'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  ['no rules', undefined, '', 'skip', 0],
  ['rules', '.kmscrypt.yaml', 'default: { key-id: local }', 'ok', 0],
  ['what is to be corrected', '.kmscrypt.yaml', 'rules: 5', 'fail', 1],
  ['what is to be renamed, as the message says', '.kmscrypt.yml', '', 'fail', 0],
])('%s', async (_name, name, text, status, cures) => {
  if (name !== undefined) writeFileSync(join(folder, name), text);
  const { check, found } = await checkRules(undefined, folder);
  expect([check.status, check.cures.length]).toEqual([status, cures]);
  expect(found === undefined).toBe(status === 'fail');
});
