import type { Field } from '@kmscrypt/core/documents';
import { errorOfSource } from '../errors/cli-error.ts';
import type { ConfigFile } from './open.ts';

/**
 * The value at a path as the user wrote it.
 *
 * @throws CliError `PATH_INVALID`, `PATH_NOT_FOUND`, `PATH_NOT_A_VALUE`, `PATH_AMBIGUOUS`
 */
export function fieldAt({ document, name }: Pick<ConfigFile, 'document' | 'name'>, written: string): Field {
  return inFile(name, () => {
    const value = document.valueAt(document.path(written));
    const field = document.fields().find((each) => each.value === value);
    if (field === undefined) throw new TypeError('a value is one of the fields');
    return field;
  });
}

/** Puts the name of the file on what core has to say of it. */
export function inFile<Result>(name: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw errorOfSource(error, name);
  }
}
