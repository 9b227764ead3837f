import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findRules } from '../../src/settings/find-rules.ts';

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'kmscrypt-rules-')));
  mkdirSync(join(folder, 'app', 'config'), { recursive: true });
  write(
    '',
    'default: { key-id: outer-default }\nrules: [{ path: "*.json", key-id: outer }, { path: app/*.env, key-id: env }]',
  );
  write('app', 'default: { key-id: inner-default }\nrules: [{ path: config/*.yaml, key-id: inner }]');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(below: string, text: string): void {
  writeFileSync(join(folder, below, '.kmscrypt.yaml'), text);
}

test.each([
  ['the nearest rule', 'config/a.yaml', 'inner', 'inner-default'],
  ['a rule further up where none nearer matches', 'config/a.json', 'outer', 'inner-default'],
  ['globs are relative to their file', 'a.env', 'env', 'inner-default'],
  ['no rule', 'config/a.txt', undefined, 'inner-default'],
  ['a file that does not exist yet', 'config/new/b.json', 'outer', 'inner-default'],
  ['a file outside of the working directory', '../b.json', 'outer', 'outer-default'],
  ['no file', undefined, undefined, 'inner-default'],
])('%s', async (_name, file, rule, fallback) => {
  const found = await findRules(file, join(folder, 'app'));
  expect([found.rule?.keyIds[0], found.default?.keyIds[0]]).toEqual([rule, fallback]);
});

test('a broken file is an error that names it', async () => {
  write('app', 'rules: 5');
  await expect(findRules('a.json', folder + '/app')).rejects.toMatchObject({
    code: 'RULES_INVALID',
    source: '.kmscrypt.yaml',
  });
});

test('a nearer file without a default leaves the default to the one above', async () => {
  write('app', 'rules: []');
  expect((await findRules('a.txt', join(folder, 'app'))).default?.keyIds).toEqual(['outer-default']);
});

test('a default above goes with a rule below it', async () => {
  write('app', 'rules: [{ path: "*.txt", encrypt: { match: a } }]');
  const { rule, default: fallback } = await findRules('a.txt', join(folder, 'app'));
  expect([rule?.paths, fallback?.keyIds]).toEqual([['*.txt'], ['outer-default']]);
});

test('the search ends at the root of a repository', async () => {
  mkdirSync(join(folder, 'app', '.git'));
  const found = await findRules('config/a.json', join(folder, 'app'));
  expect([found.rule, found.default?.keyIds[0]]).toEqual([undefined, 'inner-default']);
});

test('.kmscrypt.yml is an error rather than ignored', async () => {
  writeFileSync(join(folder, 'app', '.kmscrypt.yml'), '');
  const finding = findRules('a.json', join(folder, 'app'));
  await expect(finding).rejects.toMatchObject({ code: 'RULES_INVALID', source: '.kmscrypt.yml' });
});
