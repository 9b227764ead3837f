import { readValues } from '@kmscrypt/core/documents';
import { resolve } from 'node:path';
import { errorOfSource } from '../errors/cli-error.ts';
import { readSource } from '../io/files.ts';
import { refuseStdin } from './config-target.ts';
import type { Origin } from './origin.ts';
import { textOf } from './text-of.ts';

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
