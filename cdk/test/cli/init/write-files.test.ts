import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProjectFile } from '../../../src/cli/init/project-files.ts';
import { textThere, writeFiles } from '../../../src/cli/init/write-files.ts';
import { folder } from '../support/folder.ts';

const made = (name: string): ProjectFile => ({ name, text: 'new', isMerged: false });
const merged = (name: string): ProjectFile => ({ name, text: 'new', isMerged: true });

describe('all files or none', () => {
  it('all, in a folder that is not there', () => {
    const path = join(folder(), 'a/b');
    writeFiles(path, [made('one'), merged('two')]);
    expect(readdirSync(path).toSorted()).toEqual(['one', 'two']);
  });

  it('none where a later one cannot be written: what was merged is as it was', () => {
    const path = folder({ two: 'old' });
    expect(() => writeFiles(path, [made('one'), merged('two'), merged('three'), made('no/folder')])).toThrow(
      expect.objectContaining({ code: 'OUTPUT_FAILED' }),
    );
    expect(readdirSync(path)).toEqual(['two']);
    expect(readFileSync(join(path, 'two'), 'utf8')).toBe('old');
  });

  it.each(['one', 'kmscrypt-cdk.mts'])('none where %s is there', (name) => {
    const path = folder({ [name]: 'mine' });
    expect(() => writeFiles(path, [made('one'), merged('two')])).toThrow(
      expect.objectContaining({ code: 'FILE_EXISTS' }),
    );
    expect(readdirSync(path)).toEqual([name]);
  });

  it('what cannot be read is told', () => {
    const path = folder({ file: '' });
    expect(textThere(path, 'none')).toBeUndefined();
    expect(() => textThere(join(path, 'file'), 'package.json')).toThrow(
      expect.objectContaining({ code: 'INPUT_FAILED' }),
    );
  });
});
