import { type DocumentFormat, formatPath, type Path, pointerOf } from '@kmscrypt/core/documents';
import { CliError } from '../errors/cli-error.ts';

/** Names with slashes as paths, below the folder that all of them are in. */
export function pathsOfNames(names: readonly string[]): readonly Path[] {
  const paths = names.map((name) => name.split('/').filter((step) => step !== ''));
  const [first = []] = paths;
  let common = 0;
  while (
    common < first.length &&
    paths.every((path) => common < path.length - 1 && path[common] === first[common])
  ) {
    common += 1;
  }
  return paths.map((path) => path.slice(common));
}

/** A path as a format can have it: dotenv and properties have one step, an environment variable is in capitals. */
export function pathIn(format: DocumentFormat, path: Path): Path {
  if (format === 'properties') return [path.join('.')];
  if (format !== 'dotenv') return path;
  const name = path
    .join('_')
    .toUpperCase()
    .replace(/[^A-Z0-9_]/gu, '_');
  return [/^\d/u.test(name) ? `_${name}` : name];
}

/** @throws CliError `PATH_AMBIGUOUS` where two values have one path */
export function refuseTwice(paths: readonly Path[], source: string): void {
  const seen = new Set<string>();
  for (const path of paths) {
    const pointer = pointerOf(path);
    if (seen.has(pointer)) {
      throw new CliError('PATH_AMBIGUOUS', `two values would be ${formatPath(path)}`, {
        source,
        hints: ['convert them apart from each other, or to a format with nested keys, such as json'],
      });
    }
    seen.add(pointer);
  }
}
