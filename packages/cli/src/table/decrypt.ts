import { FORMAT_NAMES } from '@kmscrypt/core/formats';
import { run } from '../commands/decrypt.ts';
import type { Command } from './command.ts';
import type { Option } from './option.ts';
import { awsOptions, filename } from './shared-options.ts';

const options = {
  ...awsOptions,
  ciphertext: {
    type: 'value',
    describe: 'decrypt this text rather than stdin',
  },
  as: {
    type: 'value',
    choices: FORMAT_NAMES,
    describe: 'escape plaintexts so that the output parses to exactly them; else they are put in as they are',
  },
  'in-place': { type: 'flag', describe: 'write each FILE over itself, in one step' },
  output: { type: 'value', describe: 'write there, in one step; - is stdout' },
  filename,
} as const satisfies Readonly<Record<string, Option>>;

export const decrypt: Command<typeof options> = {
  summary: 'Replace every kmscrypt:: token of a text by its plaintext',
  details: [
    'Reads stdin unless --ciphertext or FILE is given; several files are printed one after another, as cat does.',
    'A text without tokens passes through, without AWS and without credentials.',
    'On any failure nothing is written to stdout, no file is changed and the status is not 0.',
  ],
  positionals: [{ name: 'FILE', describe: 'text with tokens; - is stdin', many: true }],
  options,
  examples: [
    ['decrypt --aws-region us-east-1 config.json', 'print the file decrypted'],
    ['decrypt --as json config.json', 'the same, safe for plaintexts with quotes and newlines'],
    ['decrypt --ciphertext "$JAVA_OPTS"', 'decrypt a variable'],
  ],
  // Not imported on demand: most runs are of this command, and a module of its own takes a millisecond to find.
  load: () => Promise.resolve({ run }),
};
export type DecryptOptions = typeof options;
