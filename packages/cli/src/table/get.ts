import type { Command } from './command.ts';
import type { Option } from './option.ts';
import { awsOptions, FILE_PATH, format } from './shared-options.ts';

const options = { ...awsOptions, format } as const satisfies Readonly<Record<string, Option>>;

export const get: Command<typeof options> = {
  summary: 'Print one value of a file, decrypted',
  details: [
    'PATH is db.password, services[0].env.TOKEN, ["key.with.dots"] or /db/password; . is the whole of a plain text.',
    'The value is printed as it is, with a newline only on a terminal.',
  ],
  positionals: FILE_PATH,
  options,
  examples: [['get config.json db.password', 'print the password']],
  load: () => import('../commands/get.ts'),
};
export type GetOptions = typeof options;
