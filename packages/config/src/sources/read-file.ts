import type { Position } from '@kmscrypt/core';
import { KmscryptError } from '@kmscrypt/core/error';
import {
  type Path,
  formatOfFile,
  readDocument,
  readValues,
  VALUE_FORMATS,
  type ValueFormat,
} from '@kmscrypt/core/documents';
import { positionAt } from '@kmscrypt/core/position';
import { readFile, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { abortedRun, ConfigError, configErrorOf } from '../error.ts';
import { offsetOf } from './offset-of.ts';
import type { Origin } from '../tree/origin.ts';
import type { FileSource } from './source.ts';

/** A source as it was read. */
export interface ReadSource {
  readonly value: unknown;
  readonly origin: Origin;
}

/**
 * Reads a file as a value.
 *
 * @returns undefined where it is not there and need not be
 * @throws ConfigError `SOURCE_UNREADABLE`, `FORMAT_UNKNOWN`, `FORMAT_NOT_PARSABLE`
 */
export async function readFileSource(
  source: FileSource,
  signal: AbortSignal,
): Promise<ReadSource | undefined> {
  const path = source.path instanceof URL ? fileURLToPath(source.path) : source.path;
  const text = await readText(path, source.optional ?? false, signal);
  if (text === undefined) return undefined;
  const format = source.format ?? knownFormat(path);
  if (format === undefined) {
    const reason = `its name does not tell its format; name it: fileSource(path, { format }), one of ${VALUE_FORMATS.join(', ')}`;
    throw new ConfigError('FORMAT_UNKNOWN', reason, { source: path });
  }
  try {
    const value = await readValues(format, text);
    const origin: Origin = {
      name: path,
      location: resolve(path).split(sep).join('/'),
      format: STRINGS_ONLY.has(format) ? undefined : format,
      variables: format === 'dotenv' ? textsOf(value) : undefined,
      positionsOf: (paths) => positionsIn(format, text, paths),
    };
    return { value, origin };
  } catch (error) {
    if (!(error instanceof KmscryptError)) throw error;
    throw configErrorOf(error, { source: path });
  }
}

async function readText(path: string, optional: boolean, signal: AbortSignal): Promise<string | undefined> {
  let bytes: Uint8Array;
  try {
    // A read of a pipe that nobody writes to cannot be ended, and would keep the process from its end.
    const found = await stat(path);
    if (!found.isFile() && !found.isDirectory()) {
      throw new ConfigError('SOURCE_UNREADABLE', NOT_A_FILE, { source: path });
    }
    bytes = await readFile(path, { signal });
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    if (code === 'ENOENT' && optional) return undefined;
    if (code === 'ABORT_ERR') throw abortedRun(cause);
    const reason = REASONS[code] ?? `it cannot be read: ${code}`;
    throw new ConfigError('SOURCE_UNREADABLE', reason, { source: path, cause });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ConfigError('FORMAT_NOT_PARSABLE', 'it is not UTF-8', { source: path });
  }
}

const NOT_A_FILE =
  'it is a pipe, a socket or a device, and only regular files are read, so no /dev/stdin and no <(command): read it in the app, and give what it holds as an object';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; look at the path and the working directory',
  EACCES: 'it may not be read; look at its owner and mode',
  EISDIR: 'it is a folder; name a file in it',
};

/** Formats in which every value is text, typed tokens too. */
const STRINGS_ONLY: ReadonlySet<ValueFormat> = new Set(['dotenv', 'properties', 'ini']);

function knownFormat(path: string): ValueFormat | undefined {
  const format = formatOfFile(path);
  return VALUE_FORMATS.find((each) => each === format);
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  const entries: [string, unknown][] = Object.entries(value ?? {});
  return Object.fromEntries(
    entries.flatMap(([key, each]) => (typeof each === 'string' ? [[key, each] as const] : [])),
  );
}

async function positionsIn(
  format: ValueFormat,
  text: string,
  paths: readonly Path[],
): Promise<readonly (Position | undefined)[]> {
  try {
    const { root } = await readDocument(format, text);
    return paths.map((path) => {
      const offset = offsetOf(root, path);
      return offset === undefined ? undefined : positionAt(text, offset);
    });
  } catch (error) {
    // What was read as values may be too deep to be laid out, and a problem without its line is still told.
    if (!(error instanceof KmscryptError)) throw error;
    return [];
  }
}
