import type { Command } from './command.ts';
import type { Option } from './option.ts';
import { awsOptions, envelope, format, keyId } from './shared-options.ts';

const options = {
  'key-id': keyId,
  ...awsOptions,
  'from-context': {
    type: 'values',
    describe: 'NAME=VALUE, a pair of the context that the blobs were made with; may be given again',
  },
  'from-region': {
    type: 'value',
    describe: 'region of the blobs, where it is another one than the new key has',
  },
  'from-file': {
    type: 'value',
    describe: 'the name that the tokens are bound to, where the file was renamed',
  },
  format,
  envelope,
  'dry-run': { type: 'flag', describe: 'print what would change, and change nothing' },
} as const satisfies Readonly<Record<string, Option>>;

export const rotate: Command<typeof options> = {
  summary: 'Put the tokens of files under another key or context, or under a new data key',
  details: [
    'Blobs go through KMS ReEncrypt, so that no plaintext leaves KMS; messages get a new data key. Where ReEncrypt cannot be used (another region, several keys, the local key, a rule with a context or binding) they are decrypted and encrypted here, which is said before. All files are written, or none.',
  ],
  positionals: [{ name: 'FILE', describe: 'file with tokens', required: true, many: true }],
  options,
  examples: [
    ['rotate --key-id alias/cmk-new config/*.json', 'move to another key'],
    ['rotate --dry-run config.json', 'list what would change'],
  ],
  load: () => import('../commands/rotate.ts'),
};
export type RotateOptions = typeof options;
