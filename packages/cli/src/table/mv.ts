import type { Command } from './command.ts';
import type { Option } from './option.ts';
import { awsOptions, envelope, FILE_PATH, format, keyId } from './shared-options.ts';

const options = {
  'key-id': keyId,
  ...awsOptions,
  format,
  envelope,
} as const satisfies Readonly<Record<string, Option>>;

export const mv: Command<typeof options> = {
  summary: 'Move a value to another path of its file',
  details: [
    'A token that is bound to its path is bound to the new one; any other stays as it is, without AWS.',
  ],
  positionals: [...FILE_PATH, { name: 'TO', describe: 'path where nothing is yet', required: true }],
  options,
  examples: [['mv config.json db.password database.password', 'move the password']],
  load: () => import('../commands/mv.ts'),
};
export type MvOptions = typeof options;
