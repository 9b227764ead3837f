import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * The sources that a Lambda's folder is bundled from, by the name of what is made of them: `index` (src/index.ts) or, where a
 * Lambda has several handlers, each of src/handlers; and `operator` (src/operator.ts), if it is there.
 */
export function entriesOf(folder: string): ReadonlyMap<string, string> {
  const handlers = handlersOf(folder);
  if (handlers.length === 0) throw new Error(`${folder} has neither src/index.ts nor src/handlers/NAME.ts`);
  const files = [...handlers, 'src/operator.ts'].filter((file) => existsSync(join(folder, file)));
  const entries = new Map(files.map((file) => [basename(file, '.ts'), file]));
  if (entries.size < files.length)
    throw new Error(`${folder}: two of these make one file: ${files.join(', ')}`);
  return entries;
}

function handlersOf(folder: string): readonly string[] {
  const [index, several] = ['src/index.ts', 'src/handlers'];
  if (existsSync(join(folder, index))) return [index];
  if (!existsSync(join(folder, several))) return [];
  const names = readdirSync(join(folder, several)).filter((name) => name.endsWith('.ts'));
  return names.toSorted().map((name) => `${several}/${name}`);
}
