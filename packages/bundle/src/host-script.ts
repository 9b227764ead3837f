import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The script for hosts of a Lambda: its parts `*.sh` in the order of their names, with an empty line between two of them.
 *
 * @param folder of the parts, absolute.
 */
export function hostScriptIn(folder: string): string {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sh'));
  const parts = names.toSorted().map((name) => readFileSync(join(folder, name), 'utf8'));
  return parts.join('\n');
}
