import type { Command } from './command.ts';
import type { Option } from './option.ts';
import { awsOptions, envelope, format, keyId } from './shared-options.ts';

const options = {
  'key-id': keyId,
  ...awsOptions,
  format,
  envelope,
} as const satisfies Readonly<Record<string, Option>>;

export const edit: Command<typeof options> = {
  summary: 'Edit a file with its values decrypted, and encrypt again what changed',
  details: [
    'Opens $VISUAL, else $EDITOR, else vi, on a copy in a private folder (in memory where there is such a file system).',
    'A value that stays keeps its token byte for byte; new ones are encrypted where the rule says so, or where a secret was.',
    'An edit that cannot be taken over is kept beside the file, encrypted; the next edit goes on from there.',
  ],
  positionals: [{ name: 'FILE', describe: 'file with tokens', required: true }],
  options,
  examples: [['edit config.json', 'change its secrets']],
  load: () => import('../commands/edit.ts'),
};
export type EditOptions = typeof options;
