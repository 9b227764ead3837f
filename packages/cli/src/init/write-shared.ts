import { rmSync, writeFileSync } from 'node:fs';
import { CliError } from '../errors/cli-error.ts';
import { systemCode } from '../errors/system-code.ts';

/**
 * Writes a new file that holds no secret, with the mode that files have here.
 *
 * @throws CliError `FILE_EXISTS`, `OUTPUT_FAILED`; no part of it is left then
 */
export function writeShared(path: string, text: string, source: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx', flush: true });
  } catch (cause) {
    const code = systemCode(cause);
    if (code === 'EEXIST') throw new CliError('FILE_EXISTS', 'is there already', { cause, source });
    rmSync(path, { force: true });
    throw new CliError('OUTPUT_FAILED', `cannot be written: ${code}`, { cause, source });
  }
}
