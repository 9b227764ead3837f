import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Command } from '../command.ts';

export const schema: Command = {
  name: 'schema',
  describe: 'Print the JSON Schema of the config',
  options: { path: { type: 'boolean', describe: 'print where its file is' } },
  details: [
    'For editors, a YAML config begins with:',
    '# yaml-language-server: $schema=node_modules/@kmscrypt/cdk/schema/config.json',
  ],
  run: async ({ options }, { print }) => {
    // As far away from src/cli/commands as from dist/cli/commands.
    const file = fileURLToPath(new URL('../../../schema/config.json', import.meta.url));
    await print(options['path'] === true ? `${file}\n` : await readFile(file, 'utf8'));
  },
};
