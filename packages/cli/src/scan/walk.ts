import ignore, { type Ignore } from 'ignore';
import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const SKIPPED: ReadonlySet<string> = new Set(['.git', 'node_modules']);
const IGNORE_FILE = '.gitignore';

/** The patterns of one `.gitignore`, which are relative to its folder. */
interface Patterns {
  readonly folder: string;
  readonly ignore: Ignore;
}

export interface WalkOptions {
  /** Whether the `.gitignore` files above count too, up to the root of the repository. */
  readonly inRepository: boolean;
  /** Takes a folder that cannot be read; the others are still walked. */
  readonly onError: (folder: string, cause: unknown) => void;
}

/** Finds the files below a folder that no `.gitignore` excludes, without git; symlinks are not followed. */
export function walk(top: string, { inRepository, onError }: WalkOptions): string[] {
  const files: string[] = [];
  const visit = (folder: string, above: readonly Patterns[]): void => {
    let entries: Dirent[];
    let patterns: readonly Patterns[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
      patterns = [...above, ...patternsIn(folder)];
    } catch (cause) {
      return onError(folder, cause);
    }
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (SKIPPED.has(entry.name) || isIgnored(path, entry.isDirectory(), patterns)) continue;
      if (entry.isDirectory()) visit(path, patterns);
      else if (entry.isFile()) files.push(path);
    }
  };
  visit(top, inRepository ? foldersAbove(top).flatMap(patternsIn) : []);
  return files;
}

/** The patterns of a deeper folder come later, and the last one that matches decides (gitignore(5)). */
function isIgnored(path: string, isFolder: boolean, patterns: readonly Patterns[]): boolean {
  for (const { folder, ignore: known } of patterns.toReversed()) {
    const name = relative(folder, path).split(sep).join('/');
    const { ignored, unignored } = known.test(isFolder ? `${name}/` : name);
    if (ignored || unignored) return ignored;
  }
  return false;
}

function patternsIn(folder: string): Patterns[] {
  const path = join(folder, IGNORE_FILE);
  if (!existsSync(path)) return [];
  return [{ folder, ignore: ignore.default({ ignorecase: false }).add(readFileSync(path, 'utf8')) }];
}

/** From the root of the repository down; none where there is no repository. */
function foldersAbove(top: string): string[] {
  const folders: string[] = [];
  for (let folder = top; !existsSync(join(folder, '.git')); folder = dirname(folder)) {
    if (folder === dirname(folder)) return [];
    folders.unshift(dirname(folder));
  }
  return folders;
}
