import { type DocumentFormat, formatOfFile } from '@kmscrypt/core/documents';
import { resolve } from 'node:path';
import { readSource } from '../io/files.ts';
import type { ConfigTarget } from './config-target.ts';
import { textOf } from './text-of.ts';
import { mayBeOpenable } from './plan.ts';

/** A file of `--config` as it was read. */
export interface ConfigFile {
  readonly target: ConfigTarget;
  readonly bytes: Uint8Array;
  /** What has to be opened; absent where nothing has to, and the bytes are the content. */
  readonly text?: string;
  readonly format: DocumentFormat;
  readonly location: string;
}

/**
 * Reads a file of `--config`.
 *
 * @throws CliError `INPUT_FAILED`, `FORMAT_NOT_PARSABLE`
 */
export function readConfigFile(target: ConfigTarget, cwd: string): ConfigFile {
  const { file } = target;
  const { bytes } = readSource(file, cwd);
  const read = { target, bytes, format: formatOfFile(file) ?? 'text', location: resolve(cwd, file) };
  // Byte by byte, which finds what is to be found in any text.
  if (!mayBeOpenable(Buffer.from(bytes).toString('latin1'))) return read;
  return { ...read, text: textOf(bytes, file) };
}
