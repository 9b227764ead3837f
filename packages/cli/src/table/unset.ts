import type { Command } from './command.ts';
import type { Option } from './option.ts';
import { awsOptions, envelope, FILE_PATH, format, keyId } from './shared-options.ts';

const options = { 'key-id': keyId, ...awsOptions, format, envelope } as const satisfies Readonly<
  Record<string, Option>
>;

export const unset: Command<typeof options> = {
  summary: 'Take a value out of a file, with its key and its line',
  details: [
    'A PATH that holds other keys goes with all of them.',
    'Nothing is decrypted, unless tokens bound to their path get another place in a list: these are bound anew.',
  ],
  positionals: FILE_PATH,
  options,
  examples: [['unset config.json db.password', 'remove the password']],
  load: () => import('../commands/unset.ts'),
};
export type UnsetOptions = typeof options;
