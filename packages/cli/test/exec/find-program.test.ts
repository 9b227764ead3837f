import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findProgram } from '../../src/exec/find-program.ts';
import { testFolder } from './test-folder.ts';

function folder(): string {
  const root = testFolder();
  for (const name of ['one', 'two', 'one/folder']) mkdirSync(join(root, name));
  const files: readonly (readonly [string, number])[] = [
    ['one/plain', 0o644],
    ['two/plain', 0o755],
    ['one/both', 0o755],
    ['two/both', 0o755],
    ['two/late', 0o755],
    ['here', 0o755],
    ['one/locked', 0o644],
    ['two/folder', 0o755],
  ];
  for (const [name, mode] of files) {
    writeFileSync(join(root, name), '');
    chmodSync(join(root, name), mode);
  }
  symlinkSync('../two/late', join(root, 'one', 'link'));
  symlinkSync('missing', join(root, 'one', 'dangling'));
  return root;
}

test.each([
  ['the first on PATH', 'both', 'one:two', 'one/both'],
  ['a later one', 'late', 'one:two', 'two/late'],
  ['what may not be run is passed over', 'plain', 'one:two', 'two/plain'],
  ['so is a folder', 'folder', 'one:two', 'two/folder'],
  ['a folder of PATH that is none', 'both', 'missing:here:two', 'two/both'],
  ['an empty one is the working directory', 'here', 'one::two', './here'],
  ['an empty PATH is the working directory', 'here', '', './here'],
  ['a symlink', 'link', 'one', 'one/link'],
  ['a path', 'two/both', 'one', 'two/both'],
  ['a path from here', './here', undefined, './here'],
  ['no PATH', 'sh', undefined, '/bin/sh'],
])('%s', (_name, command, path, expected) => {
  expect(findProgram(command, path, folder())).toBe(expected);
});

test.each([
  ['an empty name', '', 'one', 'PROGRAM_NOT_FOUND'],
  ['none on PATH', 'nope', 'one:two', 'PROGRAM_NOT_FOUND'],
  ['none without PATH', 'nope-at-all', undefined, 'PROGRAM_NOT_FOUND'],
  ['no such path', './nope', 'one', 'PROGRAM_NOT_FOUND'],
  ['a name that is too long', 'x'.repeat(300), 'one', 'PROGRAM_NOT_FOUND'],
  ['a dangling symlink', 'dangling', 'one', 'PROGRAM_NOT_FOUND'],
  ['not executable', 'locked', 'one:two', 'PROGRAM_NOT_EXECUTABLE'],
  ['a path that is not executable', 'one/locked', '', 'PROGRAM_NOT_EXECUTABLE'],
  ['a folder', './one', '', 'PROGRAM_NOT_EXECUTABLE'],
  ['a folder on PATH', 'folder', 'one', 'PROGRAM_NOT_EXECUTABLE'],
  ['a path through a file', './here/x', '', 'PROGRAM_NOT_FOUND'],
])('refused: %s', (_name, command, path, code) => {
  expect(() => findProgram(command, path, folder())).toThrow(expect.objectContaining({ code }));
});
