import { formatPath } from '@kmscrypt/core/documents';
import type { ConfigFile } from '../config-file/open.ts';
import { selectedFields } from '../config-file/select-fields.ts';
import type { Spot } from './finding.ts';

/** Finds the values that the file's rule selects and that hold no token: what `encrypt --in-place` would encrypt. */
export function plaintextsIn(file: Pick<ConfigFile, 'document' | 'found' | 'name'>): Spot[] {
  return selectedFields(file, { path: [] }).map(({ path, value }) => {
    const what = path.length === 0 ? 'the text' : formatPath(path);
    const message = `${what} is in plaintext; the rule demands a token`;
    return { kind: 'plaintext', offset: value.start, path: formatPath(path), message };
  });
}
