import type { Command } from './command.ts';
import type { Option } from './option.ts';
import { keyId } from './shared-options.ts';

const options = {
  'key-id': { ...keyId, describe: `${keyId.describe}; else local where kmscrypt keygen was run` },
  'aws-region': { type: 'value', describe: 'region of the key' },
  schema: {
    type: 'flag',
    describe: 'print the JSON Schema of .kmscrypt.yaml for editors, and write nothing',
  },
} as const satisfies Readonly<Record<string, Option>>;

export const init: Command<typeof options> = {
  summary: 'Write a .kmscrypt.yaml for the files of this folder',
  details: [
    'Looks for config files such as config/*-stage.json, .env.prod and prod.tfvars, here and some folders down, and writes a rule for each environment: its files, a key, and a match for the keys whose values have to be tokens.',
    'Nothing is encrypted yet, and a .kmscrypt.yaml that is there is never written over.',
  ],
  options,
  examples: [
    [
      'init --key-id alias/cmk-dev',
      'the default key, and alias/cmk-stage for stage, if there are files of it',
    ],
    ['init --schema > kmscrypt.schema.json', 'for an editor'],
  ],
  load: () => import('../commands/init.ts'),
};
export type InitOptions = typeof options;
