import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { foreignMachine, readElf } from '../../src/exec/elf.ts';
import { programOf } from '../../src/exec/program.ts';
import { testFolder } from './test-folder.ts';

const SH = readFileSync('/bin/sh');

/** The head of a program, with the fields at some offsets changed. */
function changed(changes: Readonly<Record<number, readonly number[]>>, source: Buffer = SH): Buffer {
  const bytes = Buffer.from(source);
  for (const [offset, values] of Object.entries(changes)) Buffer.from(values).copy(bytes, Number(offset));
  return bytes;
}

function readerOf(bytes: Buffer): (offset: number, length: number) => Buffer {
  return (offset, length) => bytes.subarray(offset, offset + length);
}

function run(content: string | Buffer, others: Readonly<Record<string, string>> = {}): unknown {
  const folder = testFolder();
  for (const [name, text] of Object.entries({ ...others, command: content })) {
    const path = join(folder, name);
    const written = typeof text === 'string' ? text.replaceAll('FOLDER', folder) : text;
    writeFileSync(path, written);
    chmodSync(path, 0o755);
  }
  const { file, argv } = programOf('./command', ['name', '--', ''], folder);
  return [file, ...argv];
}

const ITSELF = ['./command', 'name', '--', ''];
const BY_SHELL = ['/bin/sh', '/bin/sh', './command', '--', ''];

describe.runIf(process.platform === 'linux')('programOf', () => {
  test.each([
    ['a program', SH, ITSELF],
    ['a script', '#!/bin/sh\n', ITSELF],
    ['a script with an argument', '#! \t/usr/bin/env sh\n', ITSELF],
    ['a script without a line break', '#!/bin/sh', ITSELF],
    ['a script of a script', '#!FOLDER/other\n', ITSELF],
    ['no #!', 'echo\n', BY_SHELL],
    ['nothing', '', BY_SHELL],
    ['#! and nothing', '#! \n', BY_SHELL],
    ['an interpreter without #!', '#!FOLDER/bare\n', BY_SHELL],
    ['a cut program', SH.subarray(0, 20), BY_SHELL],
    ['an object file', changed({ 16: [1, 0] }), BY_SHELL],
  ])('%s', (_name, content, expected) => {
    expect(run(content, { other: '#!/bin/sh\n', bare: 'echo\n' })).toEqual(expected);
  });

  test.each([
    ['an interpreter that is missing', '#!/missing\n', 'PROGRAM_NOT_FOUND'],
    ['CR LF', '#!/bin/sh\r\n', 'PROGRAM_NOT_FOUND'],
    ['an interpreter that is a folder', '#!/tmp\n', 'PROGRAM_NOT_EXECUTABLE'],
    ['an interpreter of an interpreter that is missing', '#!FOLDER/other\n', 'PROGRAM_NOT_FOUND'],
    ['a circle', '#!FOLDER/command\n', 'PROGRAM_NOT_EXECUTABLE'],
    ['another machine', changed({ 18: [8, 0] }), 'PROGRAM_NOT_EXECUTABLE'],
    [
      'another byte order',
      changed({ 5: [2], 16: [0, 2], 18: [0, 62], 32: [0, 0, 0, 0, 0, 0, 0, 64] }),
      'PROGRAM_NOT_EXECUTABLE',
    ],
  ])('refused: %s', (_name, content, code) => {
    expect(() => run(content, { other: '#!/missing\n' })).toThrow(
      expect.objectContaining({ code, source: 'name' }),
    );
  });

  test('CR LF has a hint', () => {
    expect(() => run('#!/bin/sh\r\n')).toThrow(
      expect.objectContaining({ hints: [expect.stringContaining('CR LF')] }),
    );
  });

  test('a missing loader', () => {
    const loader = readElf(readerOf(SH))?.loader ?? '';
    const at = SH.indexOf(`${loader}\0`);
    expect(at).toBeGreaterThan(0);
    const missing = changed({ [at]: [...Buffer.from('/gone')] });
    expect(() => run(missing)).toThrow(
      expect.objectContaining({ code: 'PROGRAM_NOT_FOUND', message: expect.stringContaining('/gone') }),
    );
  });

  test('what may be run and not be read', ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may read all');
    const folder = testFolder();
    copyFileSync('/bin/sh', join(folder, 'command'));
    chmodSync(join(folder, 'command'), 0o111);
    expect(programOf('./command', ['name'], folder).file).toBe('./command');
  });
});

describe('foreignMachine', () => {
  test.each([
    ['x64', 62, true, undefined],
    ['x64', 3, true, undefined],
    ['arm64', 183, true, undefined],
    ['arm64', 40, true, undefined],
    ['x64', 183, true, 'ARM64'],
    ['arm64', 62, true, 'x86-64'],
    ['x64', 62, false, 'x86-64'],
    ['x64', 8, true, 'machine 8'],
    ['mystery', 8, true, undefined],
  ])('on %s, %i (our order: %s)', (arch, machine, isOurOrder, expected) => {
    expect(foreignMachine({ machine, isOurOrder, loader: undefined }, arch)).toBe(expected);
  });
});

describe('readElf', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a cut header', SH.subarray(0, 63)],
  ])('%s', (_name, bytes) => {
    expect(readElf(readerOf(bytes))).toBeUndefined();
  });

  test('offsets beyond the file have no loader', () => {
    const beyond = changed({ 32: [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f] });
    expect(readElf(readerOf(beyond))?.loader).toBeUndefined();
  });

  test('a 32-bit program of the other byte order', () => {
    const header = Buffer.alloc(52 + 32 + 8);
    header.write('\u007FELF', 'latin1');
    header[4] = 1;
    header[5] = 2;
    header.writeUInt16BE(2, 16);
    header.writeUInt16BE(8, 18);
    header.writeUInt32BE(52, 28);
    header.writeUInt16BE(32, 42);
    header.writeUInt16BE(1, 44);
    header.writeUInt32BE(3, 52);
    header.writeUInt32BE(84, 56);
    header.writeUInt32BE(8, 68);
    header.write('/ld.so\0', 84);
    expect(readElf(readerOf(header))).toMatchObject({ machine: 8, loader: '/ld.so' });
  });
});
