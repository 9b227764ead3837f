import type { Command } from './command.ts';
import type { Option } from './option.ts';

/** The forms that findings are told in. */
export const REPORT_NAMES = ['human', 'json', 'sarif', 'github'] as const;
export type ReportName = (typeof REPORT_NAMES)[number];

const options = {
  staged: { type: 'flag', describe: 'look at what git has staged, not at the files; for a pre-commit hook' },
  report: {
    type: 'value',
    choices: REPORT_NAMES,
    describe: 'how findings are printed: a line each, JSON, SARIF 2.1.0, or annotations of GitHub Actions',
  },
} as const satisfies Readonly<Record<string, Option>>;

export const scan: Command<typeof options> = {
  summary: 'Find secrets that are not encrypted, and tokens that are broken or misplaced',
  details: [
    [
      'Needs neither a key nor AWS. Finds plaintext where a rule of .kmscrypt.yaml demands tokens; tokens that do not parse,',
      'that only the local key opens where the rule names a KMS key, or that are bound to another place; AWS keys and private',
      'keys in any file.',
    ].join(' '),
    'Of a folder, what git ignores is left out; a PATH itself is always looked at.',
    'The status is 0 where nothing is found, 3 where something is, 7 where a file cannot be read.',
  ],
  positionals: [
    {
      name: 'PATHS',
      describe: 'files and folders; by default the working directory, with --staged all',
      many: true,
    },
  ],
  options,
  examples: [
    ['scan', 'look at every file below the working directory'],
    ['scan --staged', 'look at what the next commit would hold'],
    ['scan --report sarif > kmscrypt.sarif', 'for code scanning'],
  ],
  load: () => import('../commands/scan.ts'),
};
export type ScanOptions = typeof options;
