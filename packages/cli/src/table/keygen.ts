import type { Command } from './command.ts';
import type { Option } from './option.ts';

const options = {
  output: {
    type: 'value',
    describe: 'write the key there; - prints it (for a secret store of CI)',
  },
} as const satisfies Readonly<Record<string, Option>>;

export const keygen: Command<typeof options> = {
  summary: 'Make the local key, for use without AWS',
  details: [
    'Writes $XDG_CONFIG_HOME/kmscrypt/local.key (by default below ~/.config), mode 0600, and never over a key that is there.',
    '--key-id local then encrypts with it. KMSCRYPT_LOCAL_KEY (base64) and KMSCRYPT_LOCAL_KEY_FILE (path) win over that file.',
  ],
  options,
  examples: [['keygen', 'make the key of this user']],
  load: () => import('../commands/keygen.ts'),
};
export type KeygenOptions = typeof options;
