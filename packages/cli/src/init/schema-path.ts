import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const INSTALLED = join('node_modules', 'kmscrypt', 'schema', 'kmscrypt.schema.json');

/** Where npm has put the schema for a project, relative to `folder`; undefined where it has not. */
export function schemaPath(folder: string): string | undefined {
  for (let above = folder; ; above = dirname(above)) {
    const path = join(above, INSTALLED);
    if (existsSync(path)) {
      const name = relative(folder, path).split(sep).join('/');
      return name.startsWith('../') ? name : `./${name}`;
    }
    if (existsSync(join(above, '.git')) || above === dirname(above)) return undefined;
  }
}
