import type { Command } from './command.ts';
import type { Option } from './option.ts';
import { awsOptions, envelope, FILE_PATH, format, keyId } from './shared-options.ts';

const options = {
  'key-id': keyId,
  ...awsOptions,
  format,
  value: { type: 'value', describe: 'the value itself (other users of the machine can read arguments)' },
  type: {
    type: 'value',
    choices: ['string', 'number', 'boolean', 'null'],
    describe:
      'what decrypting gives; else the type that the value has now, if the new one fits it, else string',
  },
  'keep-newline': { type: 'flag', describe: 'keep the newline at the end of stdin; else one is dropped' },
  envelope,
} as const satisfies Readonly<Record<string, Option>>;

export const set: Command<typeof options> = {
  summary: 'Encrypt a value into a file, at a path',
  details: [
    'Reads the value from stdin; on a terminal it asks without echo. A PATH that is not there is added.',
    'Every byte but the value stays as it is. A FILE that is not there is made.',
  ],
  positionals: FILE_PATH,
  options,
  examples: [
    ['set config.json db.password', 'ask for the password and put its token there'],
    ['set --key-id local .env API_KEY < key.txt', 'from a file, under the local key'],
  ],
  load: () => import('../commands/set.ts'),
};
export type SetOptions = typeof options;
