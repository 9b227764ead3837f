import { type Dirent, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

/** What is made, fetched or only for tests. */
const SKIPPED =
  /^(?:\..+|node_modules|bower_components|vendor|dist|build|out|target|coverage|tests?|__tests__|fixtures|spec|venv)$/u;
const DEEPEST = 4;

/** The files below a folder, relative with slashes, in order; not of hidden folders, nor deeper than config files are. */
export function filesBelow(folder: string): readonly string[] {
  const visit = (below: string, depth: number): readonly string[] =>
    entriesOf(join(folder, below)).flatMap((entry) => {
      const path = posix.join(below, entry.name);
      if (entry.isFile()) return [path];
      return entry.isDirectory() && depth < DEEPEST && !SKIPPED.test(entry.name)
        ? visit(path, depth + 1)
        : [];
    });
  return visit('', 0);
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted((one, other) =>
      one.name < other.name ? -1 : 1,
    );
  } catch {
    // What cannot be read has no files that could be encrypted.
    return [];
  }
}
