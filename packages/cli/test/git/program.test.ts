import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shellCommand } from '../../src/git/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-test-'));
const NODE = {
  execPath: '/opt/node',
  argv: ['/opt/node', "/it's here/kmscrypt.js"],
  versions: { node: '24.0.0' },
};
const EXECUTABLE = {
  execPath: '/opt/kmscrypt',
  argv: ['bun', '/$bunfs/root/kmscrypt'],
  versions: { bun: '1.4.5' },
};
const BY_PATH = String.raw`'/opt/node' '/it'\''s here/kmscrypt.js'`;

beforeAll(() => {
  for (const [name, mode] of [
    ['bin', 0o755],
    ['plain', 0o644],
    ['node_modules/.bin', 0o755],
  ] as const) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'kmscrypt'), '');
    chmodSync(join(folder, name, 'kmscrypt'), mode);
  }
  mkdirSync(join(folder, 'folder', 'kmscrypt'), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['by its name', 'bin', 'kmscrypt'],
  ['by its name, wherever on PATH', 'plain bin', 'kmscrypt'],
  ['where it lies, if the name is no program', 'plain', BY_PATH],
  ['where it lies, if the name is a folder', 'folder', BY_PATH],
  ['where it lies, if the name is only npm’s', 'node_modules/.bin', BY_PATH],
  ['where it lies, if PATH is empty', '', BY_PATH],
])('%s', (_name, folders, expected) => {
  const path = folders
    .split(' ')
    .map((each) => each && join(folder, each))
    .join(delimiter);
  expect(shellCommand(NODE, path)).toBe(expected);
});

test('the executable is its own runtime', () => {
  expect(shellCommand(EXECUTABLE, '')).toBe("'/opt/kmscrypt'");
});
