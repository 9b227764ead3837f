import type { Command } from './command.ts';
import type { Option } from './option.ts';

const options = {
  ciphertext: { type: 'value', describe: 'look at this text rather than stdin' },
  json: { type: 'flag', describe: 'print JSON: an array, one object a token' },
} as const satisfies Readonly<Record<string, Option>>;

export const inspect: Command<typeof options> = {
  summary: 'Show what the tokens of a text reveal without a key',
  details: [
    'A blob names neither its key nor its context; a message names both. Nothing of it is authenticated before decrypt.',
  ],
  positionals: [{ name: 'FILE', describe: 'text with tokens; - is stdin', many: true }],
  options,
  examples: [['inspect config.json', 'list the tokens of a file with their keys']],
  load: () => import('../commands/inspect.ts'),
};
export type InspectOptions = typeof options;
