import { chmodSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileError } from '../errors/file-error.ts';
import { systemCode } from '../errors/system-code.ts';
import { replaceFiles } from '../io/replace-files.ts';

/** A file that has or gets lines of ours. */
export interface MarkedFile {
  /** Absolute. */
  readonly path: string;
  /** Null where there is no such file. */
  readonly bytes: Buffer | null;
}

/** What a file is to hold, as latin1; undefined where it is to go. */
export interface Change {
  readonly file: MarkedFile;
  readonly text: string | undefined;
  /** Of a new file; default 0o644. */
  readonly mode?: number;
}

/** @throws CliError `INPUT_FAILED` */
export function readMarkedFile(path: string): MarkedFile {
  try {
    return { path, bytes: readFileSync(path) };
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(cause))) return { path, bytes: null };
    throw fileError('INPUT_FAILED', path, { cause, cures: {} });
  }
}

/** The bytes as text that gives back the same bytes. */
export function textOf({ bytes }: MarkedFile): string | undefined {
  return bytes?.toString('latin1');
}

/**
 * Writes the files whose text is another, all or none, and takes away those that go.
 *
 * @throws CliError `OUTPUT_FAILED`, `FILE_CHANGED`
 */
export function writeChanges(changes: readonly Change[], cwd: string): void {
  const written = changes.flatMap(({ file, text, mode = 0o644 }) =>
    text === undefined || text === textOf(file)
      ? []
      : [{ ...file, mode, content: Buffer.from(text, 'latin1') }],
  );
  const made = written.filter(({ bytes }) => bytes === null);
  for (const { path } of made) naming(path, () => mkdirSync(dirname(path), { recursive: true }));
  replaceFiles(
    written.map(({ path, content, bytes }) => ({ file: path, content, expected: bytes })),
    cwd,
  );
  for (const { path, mode } of made) naming(path, () => chmodSync(path, mode));
  const gone = changes.filter(({ file, text }) => text === undefined && file.bytes !== null);
  for (const { file } of gone) naming(file.path, () => rmSync(file.path));
}

function naming(path: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    throw fileError('OUTPUT_FAILED', path, { cause, cures: {} });
  }
}
