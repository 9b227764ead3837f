import { sep } from 'node:path';
import type { CliError } from '../errors/cli-error.ts';

/** A file to look at. */
export interface ListedFile {
  /** Absolute. */
  readonly path: string;
  /** Its bytes, which stand until the next file's are asked for; undefined where there is nothing to read. */
  readonly read: () => Buffer | undefined;
}

/** What a run looks at. */
export interface Listing {
  readonly count: number;
  readonly files: Iterable<ListedFile> | AsyncIterable<ListedFile>;
  /** What could not be listed. */
  readonly failures: readonly CliError[];
}

/** How findings call a file: relative to the working directory, or its whole path where it lies outside. */
export function nameOf(path: string, cwd: string): string {
  if (path === cwd) return '.';
  const start = cwd.endsWith(sep) ? cwd : cwd + sep;
  return (path.startsWith(start) ? path.slice(start.length) : path).split(sep).join('/');
}
