import type { Command } from './command.ts';
import type { Option } from './option.ts';
import { awsOptions, filename } from './shared-options.ts';

const options = {
  'key-id': {
    type: 'values',
    describe:
      'KMS key: id, ARN, alias/NAME or alias ARN; or local. Given again, any one of the keys opens the token',
  },
  ...awsOptions,
  plaintext: {
    type: 'value',
    describe: 'encrypt this text, taken as it is (other users of the machine can read arguments)',
  },
  lines: { type: 'flag', describe: 'make one token of each line' },
  envelope: {
    type: 'flag',
    describe: 'write messages that share one data key, so that one KMS call opens them all',
  },
  'keep-newline': { type: 'flag', describe: 'keep the newline at the end of stdin; else one is dropped' },
  filename,
} as const satisfies Readonly<Record<string, Option>>;

export const encrypt: Command<typeof options> = {
  summary: 'Encrypt stdin, a text or a file into a kmscrypt:: token',
  details: [
    'Reads stdin unless --plaintext or FILE is given; on a terminal it asks without echo.',
    'The key is --key-id, else the rule of .kmscrypt.yaml, else KMSCRYPT_KEY_ID, else the default of .kmscrypt.yaml.',
  ],
  positionals: [{
    name: 'FILE',
    describe: 'file whose whole content becomes one token, printed without a newline; - is stdin',
  }],
  options,
  examples: [
    ['encrypt --key-id alias/cmk-dev --aws-region us-east-1', 'ask for a secret and print its token'],
    ['encrypt --key-id local < password.txt', 'use the local key, without AWS'],
    ['encrypt --key-id alias/cmk-dev tls.key > tls.key.encrypted', 'encrypt a whole file'],
  ],
  load: () => import('../commands/encrypt.ts'),
};
export type EncryptOptions = typeof options;
