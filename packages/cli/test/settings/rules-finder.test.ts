import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { findRules, rulesFinder } from '../../src/settings/find-rules.ts';

let top = '';

beforeAll(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'kmscrypt-rules-')));
  const files = {
    '.git/x': '',
    '.kmscrypt.yaml':
      'default: { key-id: d }\nrules:\n  - { path: "*.json", key-id: top }\n  - { path: sub/x.yaml, key-id: x }\n',
    'sub/.kmscrypt.yaml': 'rules:\n  - { path: "**/*.env", key-id: sub }\n',
    'sub/deep/x': '',
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(top, name)), { recursive: true });
    writeFileSync(join(top, name), text);
  }
  return () => rmSync(top, { recursive: true, force: true });
});

it.each([
  ['a.json', 'top', 'a.json'],
  ['sub/a.json', 'top', 'sub/a.json'],
  ['sub/x.yaml', 'x', 'sub/x.yaml'],
  ['sub/deep/a.env', 'sub', 'deep/a.env'],
  ['a.env', undefined, undefined],
])('tells of %s what findRules tells', async (file, key, name) => {
  const path = join(top, file);
  const rulesFor = await rulesFinder(top)(dirname(path));
  const found = rulesFor(path);
  expect(found).toEqual(await findRules(path, top));
  expect([found.rule?.keyIds[0], found.name]).toEqual([key, name]);
});

it('reads each folder once', async () => {
  const folder = join(top, 'once');
  mkdirSync(folder);
  writeFileSync(join(folder, '.kmscrypt.yaml'), 'rules:\n  - { path: "*", key-id: k }\n');
  const readRules = rulesFinder(top);
  await readRules(folder);
  rmSync(join(folder, '.kmscrypt.yaml'));
  const rulesFor = await readRules(folder);
  expect(rulesFor(join(folder, 'a')).rule?.keyIds).toEqual(['k']);
});
