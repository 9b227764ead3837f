import { readValues } from '@kmscrypt/core/documents';
import { resolve } from 'node:path';
import { CliError, errorOfSource } from '../errors/cli-error.ts';
import { readSource } from '../io/files.ts';
import { refuseStdin } from './config-target.ts';
import type { Variables } from './original-environment.ts';

/** Variables of one origin. */
export interface Origin {
  /** For messages. */
  readonly name: string;
  /** The absolute path, where it is a file. */
  readonly location: string | undefined;
  readonly variables: Variables;
}

/**
 * Reads a dotenv file.
 *
 * @throws CliError `INPUT_FAILED`, `FORMAT_NOT_PARSABLE`, `USAGE`
 */
export async function readEnvFile(file: string, cwd: string): Promise<Origin> {
  refuseStdin('--env-file', file);
  const { bytes } = readSource(file, cwd);
  try {
    const values = await readValues('dotenv', textOf(bytes, file));
    const entries = Object.entries(Object(values)).map(([name, value]) => [name, String(value)] as const);
    return { name: file, location: resolve(cwd, file), variables: new Map(entries) };
  } catch (error) {
    throw errorOfSource(error, file);
  }
}

/**
 * The text of a file.
 *
 * @throws CliError `FORMAT_NOT_PARSABLE`
 */
export function textOf(bytes: Uint8Array, source: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new CliError('FORMAT_NOT_PARSABLE', 'is not UTF-8', { cause, source });
  }
}
