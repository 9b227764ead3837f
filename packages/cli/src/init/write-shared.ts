import { rmSync, writeFileSync } from 'node:fs';
import { CliError } from '../errors/cli-error.ts';
import { systemCode } from '../errors/system-code.ts';

/** A new file that holds no secret. */
export interface SharedFile {
  readonly path: string;
  readonly text: string;
  /** Its name, for messages. */
  readonly source: string;
}

/**
 * Writes a new file that holds no secret, with the mode that files have here.
 *
 * @throws CliError `FILE_EXISTS`, `OUTPUT_FAILED`; no part of it is left then
 */
export function writeShared({ path, text, source }: SharedFile): void {
  try {
    writeFileSync(path, text, { flag: 'wx', flush: true });
  } catch (cause) {
    const code = systemCode(cause);
    if (code === 'EEXIST') throw existsAlready(source, cause);
    rmSync(path, { force: true });
    throw new CliError('OUTPUT_FAILED', `cannot be written: ${code}`, { cause, source });
  }
}

/** The error of a file that is there and stays. */
export function existsAlready(source: string, cause?: unknown): CliError {
  const hints = ['edit it, or move it away first'];
  return new CliError('FILE_EXISTS', 'is there already', { cause, source, hints });
}
