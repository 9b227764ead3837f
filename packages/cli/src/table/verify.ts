import type { Command } from './command.ts';
import type { Option } from './option.ts';
import { awsOptions, format } from './shared-options.ts';

const options = { ...awsOptions, format } as const satisfies Readonly<Record<string, Option>>;

export const verify: Command<typeof options> = {
  summary: 'Check that every token of the files really opens, where it stands',
  details: [
    'Prints a line a file and no plaintext. Identical tokens and tokens of one envelope cost one call together.',
  ],
  positionals: [{ name: 'FILE', describe: 'file with tokens', required: true, many: true }],
  options,
  examples: [['verify config/*.yaml', 'before a deployment']],
  load: () => import('../commands/verify.ts'),
};
export type VerifyOptions = typeof options;
