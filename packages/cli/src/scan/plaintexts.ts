import { formatPath } from '@kmscrypt/core/documents';
import type { ConfigFile } from '../config-file/open.ts';
import { selectedFields } from '../config-file/select-fields.ts';
import { selectorOf } from '../settings/selection.ts';
import type { Spot } from './finding.ts';
import { unencryptableIn } from './unencryptable.ts';

/**
 * Finds the values that the file's rule selects and that hold no token: what `encrypt --in-place` would encrypt, or cannot.
 */
export function plaintextsIn(file: Pick<ConfigFile, 'document' | 'found' | 'name'>): Spot[] {
  const { document, found } = file;
  const values = selectedFields(file, { path: [] }).map(({ path, value }) => {
    const what = path.length === 0 ? 'the text' : formatPath(path);
    const message = `${what} is in plaintext; the rule demands a token`;
    return { kind: 'plaintext' as const, offset: value.start, path: formatPath(path), message };
  });
  const { encrypt } = found.rule ?? {};
  return encrypt ? [...values, ...unencryptableIn(document, selectorOf(encrypt, document))] : values;
}
