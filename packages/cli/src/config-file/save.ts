import type { FileContent } from '../io/replace-files.ts';
import { replaceFiles } from '../io/replace-files.ts';
import type { ConfigFile } from './open.ts';

/**
 * Writes files that were opened before, all or none. One whose text did not change is left as it is.
 *
 * @throws CliError `OUTPUT_FAILED`, `FILE_CHANGED` where one is not what was read
 */
export function saveFiles(
  changes: readonly { readonly file: Pick<ConfigFile, 'name' | 'bytes' | 'isNew'>; readonly text: string }[],
  cwd: string,
): void {
  const contents = changes.flatMap(({ file: { name, bytes, isNew }, text }): FileContent[] => {
    const content = Buffer.from(text, 'utf8');
    if (content.equals(bytes) && !isNew) return [];
    return [{ file: name, content, expected: isNew ? null : bytes }];
  });
  replaceFiles(contents, cwd);
}
