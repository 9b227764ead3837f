import { CliError } from '../errors/cli-error.ts';

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
