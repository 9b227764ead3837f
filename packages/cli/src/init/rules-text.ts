import { stringify } from 'yaml';
import { keyOf, type ProposedKey } from './key-of.ts';
import type { Proposal } from './propose.ts';

/** What a new `.kmscrypt.yaml` says. */
export interface NewRules {
  /** Keys of the default; none where there is no key yet. */
  readonly keyIds: readonly string[];
  readonly region: string | undefined;
  readonly proposals: readonly Proposal[];
  /** Where editors find the schema, relative to the file. */
  readonly schema: string | undefined;
}

const MATCH = '(?i)(password|passwd|secret|token|api[_-]?key|private[_-]?key|credential)';

/** The text of a `.kmscrypt.yaml`, with comments for those who go on writing it. */
export function rulesText({ keyIds, region, proposals, schema }: NewRules): string {
  const lines = [
    ...(schema === undefined ? [] : [`# yaml-language-server: $schema=${schema}`]),
    '# Which key encrypts the secrets of which file. The first rule with a path that matches a file is used; where none is,',
    '# the key is KMSCRYPT_KEY_ID, else that of the default. What encrypt matches has to be a token: encrypt --in-place',
    '# makes it one, scan finds what is none.',
    ...defaultLines(keyIds, region),
    ...(proposals.length === 0
      ? EXAMPLE
      : ['rules:', ...proposals.flatMap((each) => ruleLines(each, keyIds))]),
  ];
  return `${lines.join('\n')}\n`;
}

function defaultLines(keyIds: readonly string[], region: string | undefined): readonly string[] {
  const [keyId] = keyIds;
  const key = keyIds.length > 1 ? `[${keyIds.map(scalar).join(', ')}]` : scalar(keyId ?? '');
  if (keyId === undefined && region === undefined) return ['# default:', '#   key-id: alias/cmk-dev'];
  return [
    'default:',
    keyId === undefined ? '  # key-id: alias/cmk-dev' : `  key-id: ${key}`,
    ...(region === undefined ? [] : [`  region: ${scalar(region)}`]),
  ];
}

function ruleLines({ environment, globs }: Proposal, keyIds: readonly string[]): readonly string[] {
  const key = environment === undefined ? undefined : keyOf(environment, keyIds);
  return [
    `  # ${environment ?? 'of no environment: the key is that of the default'}`,
    '  - path:',
    ...globs.map((glob) => `      - ${scalar(glob)}`),
    ...(key === undefined ? [] : [keyLine(key)]),
    '    encrypt:',
    `      match: ${scalar(MATCH)}`,
  ];
}

function keyLine({ keyId, isSet }: ProposedKey): string {
  return isSet
    ? `    key-id: ${scalar(keyId)}`
    : `    # key-id: ${keyId} # for a key of its own; without, the default's`;
}

const EXAMPLE = [
  '# rules:',
  '#   - path: config/*-stage.json',
  '#     key-id: alias/cmk-stage',
  '#     encrypt:',
  `#       match: '${MATCH}'`,
];

/** A text in YAML, on one line. */
function scalar(text: string): string {
  return stringify(text, { singleQuote: true, lineWidth: 0 }).trimEnd();
}
