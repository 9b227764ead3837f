import type { Command } from './command.ts';
import type { Option } from './option.ts';
import { awsOptions, envelope, format, keyId } from './shared-options.ts';

/** What `convert` reads. */
export const SOURCE_NAMES = ['sops', 'dotenvx', 'chamber', 'ssm', 'secretsmanager', 'plain'] as const;
export type SourceName = (typeof SOURCE_NAMES)[number];

const options = {
  from: { type: 'value', choices: SOURCE_NAMES, describe: 'what FILE is; it has to be given' },
  'in-place': { type: 'flag', describe: 'write FILE over itself, in one step: sops, dotenvx, plain' },
  output: { type: 'value', describe: 'write there, a file that is not there yet; - is stdout, the default' },
  path: {
    type: 'values',
    describe: 'path of values to encrypt, such as db.password or **.token; may be given again: plain, ssm',
  },
  match: {
    type: 'value',
    describe: 'regular expression over keys whose values to encrypt, (?i) ignores case: plain, ssm',
  },
  'key-id': keyId,
  ...awsOptions,
  format: {
    ...format,
    describe: 'the format that is written; else the rule or the name tells it, else json',
  },
  envelope,
} as const satisfies Readonly<Record<string, Option>>;

export const convert: Command<typeof options> = {
  summary: 'Take over secrets of sops, dotenvx, chamber, SSM, Secrets Manager or a plain file',
  details: [
    'sops, dotenvx: the file stays as it is, with tokens where its secrets were. sops or dotenvx decrypts it, so it has to be installed, and to have its key.',
    'plain: the same for a file in plaintext; --path, --match, or the rule of .kmscrypt.yaml say what becomes a token.',
    'chamber, ssm, secretsmanager: a new file of what chamber export, aws ssm get-parameters-by-path --with-decryption or aws secretsmanager get-secret-value print as JSON. All become tokens, but of SSM the SecureStrings alone, and what --path and --match add.',
    'Nothing is deleted anywhere; stderr tells what is left to do.',
  ],
  positionals: [{ name: 'FILE', describe: 'file or export; - is stdin', required: true }],
  options,
  examples: [
    ['convert --from sops --in-place config.yaml', 'tokens in place of ENC[...]'],
    ["convert --from plain --in-place --match '(?i)password|token' .env", 'encrypt some of a file'],
    ['convert --from ssm --output config/prod.json -', 'from aws ssm get-parameters-by-path'],
  ],
  load: () => import('../commands/convert.ts'),
};
export type ConvertOptions = typeof options;
