import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isRegistered } from '../../src/exec/binfmt.ts';
import { testFolder } from './test-folder.ts';

const WSL = 'enabled\ninterpreter /init\nflags: P\noffset 0\nmagic 4d5a\n';
const QEMU =
  'enabled\ninterpreter /usr/bin/qemu-aarch64\nflags: OCF\noffset 0\nmagic 7f454c460201010000000000000000000200b700\nmask ffffffffffffff00fffffffffffffffffeffffff\n';
const ARM = Buffer.from('7f454c460201010300000000000000000300b700', 'hex');

test.each([
  ['a magic', WSL, Buffer.from('MZ..'), 'a.exe', true],
  ['another file', WSL, Buffer.from('PK'), 'a.exe', false],
  ['a cut one', WSL, Buffer.from('M'), 'a.exe', false],
  ['a mask', QEMU, ARM, 'a', true],
  ['a mask that does not fit', QEMU, Buffer.from(ARM).fill(0x3e, 18, 19), 'a', false],
  ['switched off', WSL.replace('enabled', 'disabled'), Buffer.from('MZ'), 'a', false],
  ['an offset', WSL.replace('offset 0', 'offset 2'), Buffer.from('..MZ'), 'a', true],
  ['an extension', 'enabled\ninterpreter /x\nflags: \nextension .jar\n', Buffer.from('PK'), '/x/a.jar', true],
  [
    'another extension',
    'enabled\ninterpreter /x\nflags: \nextension .jar\n',
    Buffer.from('PK'),
    '/x/ajar',
    false,
  ],
  ['no magic', 'enabled\n', Buffer.from('MZ'), 'a', false],
])('%s', (_name, entry, head, file, expected) => {
  const folder = testFolder();
  writeFileSync(join(folder, 'status'), 'enabled\nmagic 4d5a\n');
  writeFileSync(join(folder, 'entry'), entry);
  expect(isRegistered(head, file, folder)).toBe(expected);
});

test('nothing is registered', () => {
  expect(isRegistered(Buffer.from('MZ'), 'a', '/missing')).toBe(false);
});
