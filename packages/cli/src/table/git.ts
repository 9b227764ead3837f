import type { Command } from './command.ts';
import type { Option } from './option.ts';

const options = {
  decrypt: { type: 'flag', describe: 'let diffs show plaintexts; a token that cannot be opened is masked' },
  'diff-only': { type: 'flag', describe: 'leave the pre-commit hook alone' },
  'hook-only': { type: 'flag', describe: 'leave diffs alone' },
} as const satisfies Readonly<Record<string, Option>>;

export const git: Command<typeof options> = {
  summary: 'Let git show what changed in tokens, and check commits for secrets',
  details: [
    'install: git diff and git log -p show each token as a short mark that changes when it changes, without AWS; and a pre-commit hook runs kmscrypt scan --staged. Only this clone is changed, unless its hooks are files of the repository (husky, core.hooksPath). Run it again after .kmscrypt.yaml got other paths.',
    'uninstall: takes away exactly what install added.',
    'textconv: prints FILE as such a diff shows it; git calls it.',
    'A diff that is to be applied elsewhere needs git diff --no-textconv.',
  ],
  positionals: [
    { name: 'ACTION', describe: 'what to do', choices: ['install', 'uninstall', 'textconv'], required: true },
    { name: 'FILE', describe: 'file to show, only for textconv' },
  ],
  options,
  examples: [
    ['git install', 'masked diffs and the pre-commit hook'],
    ['git install --diff-only --decrypt', 'diffs that show plaintexts'],
    ['git uninstall', 'as it was before'],
  ],
  load: () => import('../commands/git.ts'),
};
export type GitOptions = typeof options;
