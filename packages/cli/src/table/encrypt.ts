import type { Command } from './command.ts';
import type { Option } from './option.ts';
import { awsOptions, envelope, filename, format, keyId } from './shared-options.ts';

const options = {
  'key-id': keyId,
  ...awsOptions,
  plaintext: {
    type: 'value',
    describe: 'encrypt this text, taken as it is (other users of the machine can read arguments)',
  },
  lines: { type: 'flag', describe: 'make one token of each line' },
  envelope,
  'keep-newline': { type: 'flag', describe: 'keep the newline at the end of stdin; else one is dropped' },
  filename,
  'in-place': {
    type: 'flag',
    describe: 'encrypt values inside each FILE: those of --path, --match, or its rule',
  },
  path: {
    type: 'values',
    describe: 'path of values, with --in-place; db.password, services[*].env.*; may be given again',
  },
  match: {
    type: 'value',
    describe: 'regular expression over keys, with --in-place; (?i) in front ignores case',
  },
  format,
} as const satisfies Readonly<Record<string, Option>>;

export const encrypt: Command<typeof options> = {
  summary: 'Encrypt stdin, a text or a file into a kmscrypt:: token',
  details: [
    'Reads stdin unless --plaintext or FILE is given; on a terminal it asks without echo.',
    'With --in-place every byte but the values stays, and what is a token already is left alone.',
    'The key is --key-id, else the rule of .kmscrypt.yaml, else KMSCRYPT_KEY_ID, else the default of .kmscrypt.yaml.',
  ],
  positionals: [
    {
      name: 'FILE',
      describe: 'file whose whole content becomes one token, printed without a newline; - is stdin',
      many: true,
    },
  ],
  options,
  examples: [
    ['encrypt --key-id alias/cmk-dev --aws-region us-east-1', 'ask for a secret and print its token'],
    ['encrypt --key-id local < password.txt', 'use the local key, without AWS'],
    ['encrypt --key-id alias/cmk-dev tls.key > tls.key.encrypted', 'encrypt a whole file'],
    ['encrypt --in-place --match password config.yaml', 'encrypt values where they stand'],
  ],
  load: () => import('../commands/encrypt.ts'),
};
export type EncryptOptions = typeof options;
