import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { walk } from '../../src/scan/walk.ts';

const RUNS = 40;

function folder(files: Readonly<Record<string, string>>): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'kmscrypt-walk-')));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

function walked(top: string, inRepository = true): string[] {
  const onError = (name: string, cause: unknown): void => {
    throw new Error(name, { cause });
  };
  return walk(top, { inRepository, onError })
    .map((path) => relative(top, path))
    .toSorted();
}

it('goes through folders, but for .git and node_modules', () => {
  const top = folder({ a: '', 'b/c': '', '.git/d': '', 'b/node_modules/e': '', '.hidden/f': '' });
  expect(walked(top)).toEqual(['.hidden/f', 'a', 'b/c']);
});

it('leaves out symlinks', () => {
  const top = folder({ a: '', 'b/c': '' });
  for (const [target, name] of [
    ['a', 'to-file'],
    ['b', 'to-folder'],
    ['..', 'up'],
    ['nowhere', 'broken'],
  ] as const) {
    symlinkSync(target, join(top, name));
  }
  expect(walked(top)).toEqual(['a', 'b/c']);
});

it('heeds the .gitignore files above, in a repository', () => {
  const top = folder({ '.git/x': '', '.gitignore': '*.log\n/b/d\n', 'b/c.log': '', 'b/d': '', 'b/e': '' });
  expect(walked(join(top, 'b'))).toEqual(['e']);
  expect(walked(join(top, 'b'), false)).toEqual(['c.log', 'd', 'e']);
});

it('heeds none of those above where there is no repository', () => {
  const top = folder({ '.gitignore': '*.log\n', 'b/c.log': '' });
  expect(walked(join(top, 'b'))).toEqual(['c.log']);
});

it('leaves out what git leaves out', () => {
  const names = fc.constantFrom('a', 'b', 'c.log', 'A', 'd e');
  const paths = fc.array(names, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  // No name is to be a file's and a folder's.
  const filePaths = paths.map((path) => path.replace(/([^/]+)$/, 'f-$1'));
  const ends = fc.constantFrom('', '/');
  const globs = fc.constantFrom('*', '*/', '*.log', '**/a', 'a/**', '[ab]', '#a', '?');
  const pattern = fc.tuple(
    fc.constantFrom('', '!', '/', '!/'),
    fc.oneof(
      fc.tuple(fc.oneof(paths, filePaths), ends).map((parts) => parts.join('')),
      globs,
    ),
  );
  const patterns = fc
    .array(pattern, { maxLength: 3 })
    .map((lines) => lines.map((parts) => parts.join('')).join('\n'));
  const trees = fc.record({ files: fc.array(filePaths, { maxLength: 8 }), root: patterns, inA: patterns });
  fc.assert(
    fc.property(trees, ({ files, root, inA }) => {
      const top = folder({
        ...Object.fromEntries(files.map((name) => [name, ''])),
        '.gitignore': root,
        'a/.gitignore': inA,
      });
      execFileSync('git', ['init', '-q'], { cwd: top });
      const listed = execFileSync('git', ['ls-files', '-z', '--others', '--exclude-standard'], {
        cwd: top,
        encoding: 'utf8',
      });
      expect(walked(top)).toEqual(listed.split('\0').slice(0, -1).toSorted());
    }),
    { numRuns: RUNS },
  );
});
