import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CliError } from '../../src/errors/cli-error.ts';
import { fileReader } from '../../src/scan/read-file.ts';

const MIB = 1 << 20;
let cwd = '';

beforeAll(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'kmscrypt-read-')));
  return () => rmSync(cwd, { recursive: true, force: true });
});

function file(name: string, content: string | Buffer): string {
  const path = join(cwd, name);
  writeFileSync(path, content);
  onTestFinished(() => rmSync(path, { force: true }));
  return path;
}

const large = (size: number, parts: Readonly<Record<number, string>> = {}, fill = 'a'): Buffer => {
  const bytes = Buffer.alloc(size, fill);
  for (const [at, part] of Object.entries(parts)) bytes.write(part, Number(at), 'latin1');
  return bytes;
};

describe('reads', () => {
  it.each<[string, Buffer]>([
    ['an empty file', Buffer.alloc(0)],
    ['a short one', Buffer.from('short')],
    ['one as long as the buffer', large(MIB / 4)],
    ['one that is longer by one', large(MIB / 4 + 1, { [MIB / 4]: 'b' })],
    ['a long one', large(3 * MIB + 5, { 7: 'x', [3 * MIB]: 'y' })],
    ['a short binary file', Buffer.from('\0')],
    ['a long binary file with a token at its end', large(MIB, { 0: '\0', [MIB - 13]: 'kmscrypt::AAA' })],
    ['one whose token lies across two windows', large(MIB, { 0: '\0', [MIB / 4 - 4]: 'kmscrypt::AAA' })],
  ])('%s', (_, bytes) => {
    const path = file('file', bytes);
    const read = fileReader();
    expect(read(path, { cwd, isNamed: false })?.equals(bytes)).toBe(true);
  });

  it('one after another into the same buffer', () => {
    const read = fileReader();
    const [long, short] = [file('long', large(MIB)), file('short', 'b')];
    expect(read(long, { cwd, isNamed: false })).toHaveLength(MIB);
    expect(read(short, { cwd, isNamed: false })?.toString()).toBe('b');
    expect(read(long, { cwd, isNamed: false })?.equals(large(MIB))).toBe(true);
  });

  it('nothing of a long binary file without a token', () => {
    const path = file('file', large(MIB, { 0: '\0' }));
    expect(fileReader()(path, { cwd, isNamed: false })).toHaveLength(0);
  });

  it('a symlink only where it was named', () => {
    file('target', 'x');
    const link = join(cwd, 'link');
    symlinkSync('target', link);
    onTestFinished(() => rmSync(link));
    expect(fileReader()(link, { cwd, isNamed: false })).toBeUndefined();
    expect(fileReader()(link, { cwd, isNamed: true })?.toString()).toBe('x');
  });
});

describe('passes over', () => {
  it.each<[string, (path: string) => void]>([
    ['what is gone', () => {}],
    ['a folder', (path) => mkdirSync(path)],
    ['a broken symlink', (path) => symlinkSync('nowhere', path)],
    ['a symlink to itself', (path) => symlinkSync('odd', path)],
  ])('%s', (_, make) => {
    const path = join(cwd, 'odd');
    make(path);
    onTestFinished(() => rmSync(path, { recursive: true, force: true }));
    expect(fileReader()(path, { cwd, isNamed: false }) ?? Buffer.alloc(0)).toHaveLength(0);
  });
});

describe('refuses', () => {
  it.each<[string, string, boolean]>([
    ['a named file that is gone', 'gone', true],
    ['a name that was no UTF-8', 'gone-\uFFFD', false],
  ])('%s', (_, name, isNamed) => {
    let error: unknown;
    try {
      fileReader()(join(cwd, name), { cwd, isNamed });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(CliError);
    expect(error).toMatchObject({ code: 'INPUT_FAILED', source: name });
  });
});
