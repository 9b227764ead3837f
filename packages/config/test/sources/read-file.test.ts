import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readFileSource } from '../../src/sources/read-file.ts';
import { fileSource } from '../../src/sources/source.ts';

const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-read-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(path: string, optional = false) {
  return readFileSource(fileSource(path, { format: 'json', optional }), new AbortController().signal);
}

describe('readFileSource', () => {
  it('reads a file', async () => {
    const file = join(folder, 'a.json');
    writeFileSync(file, '{"a":1}');
    expect((await read(file))?.value).toEqual({ a: 1 });
  });

  it.each([true, false])('refuses a pipe that nobody writes to; optional: %s', async (optional) => {
    const pipe = join(folder, `pipe-${optional}`);
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
    await expect(read(pipe, optional)).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE', source: pipe });
  });

  it.each(['/dev/null', folder, join(folder, 'none.json')])('refuses %s', async (path) => {
    await expect(read(path)).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE', source: path });
  });

  it('takes an optional one that is not there for nothing', async () => {
    expect(await read(join(folder, 'none.json'), true)).toBeUndefined();
  });
});
