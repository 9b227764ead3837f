import { type Document, type Field, formatPath, type Path, pointerOf } from '@kmscrypt/core/documents';
import type { PlainField } from '../config-file/encrypt-fields.ts';
import { CliError } from '../errors/cli-error.ts';

/** A peer's file as its own program has decrypted it. */
export interface Decrypted {
  readonly document: Document;
  /** Where in it a value of the encrypted file stands; default: at the same path. */
  readonly pathOf?: (path: Path) => Path;
  /** The program and the file, for messages. */
  readonly program: string;
  readonly name: string;
}

/**
 * Pairs encrypted values with their plaintexts.
 *
 * @throws CliError `PROGRAM_FAILED` where one is not there, or is still encrypted
 */
export function openedFields(
  encrypted: readonly Field[],
  { document, pathOf = (path) => path, program, name }: Decrypted,
): PlainField[] {
  const values = new Map(document.fields().map(({ path, value }) => [pointerOf(path), value]));
  return encrypted.map(({ path, value: { text } }) => {
    const value = values.get(pointerOf(pathOf(path)));
    if (value !== undefined && value.text !== text) return { path, plaintext: value.text, type: value.type };
    throw new CliError('PROGRAM_FAILED', `${program} did not decrypt ${formatPath(path)}`, { source: name });
  });
}
