import { creator as awsKeys } from '@secretlint/secretlint-rule-aws';
import { creator as privateKeys } from '@secretlint/secretlint-rule-privatekey';
import type { Spot } from './finding.ts';
import { privateKeysIn } from './private-keys.ts';

/** What AWS's documentation uses ends like this. */
const EXAMPLES = '/EXAMPLE(?:KEY)?$/';

/** The kinds of what secretlint's rules report that are secrets; an account's number is none. */
const SECRETS: Readonly<Record<string, string>> = {
  AWSAccessKeyID: 'an AWS access key id',
  AWSSecretAccessKey: 'an AWS secret access key',
  PrivateKey: 'a private key',
};
/** The rest of the ids are those of users, roles and the like (IAM User Guide, "IAM identifiers"). */
const ACCESS_KEY = /^A(?:KIA|SIA|3T)/;

/** Finds AWS keys and private keys. What it says of them is their kind only. */
export function leaksIn(text: string): Spot[] {
  const leaks = new Map(privateKeysIn(text).map((offset) => [offset, 'PrivateKey']));
  report(text, (kind, offset) => {
    const isOther = kind === 'AWSAccessKeyID' && !ACCESS_KEY.test(text.slice(offset, offset + 4));
    if (!isOther) leaks.set(offset, kind);
  });
  return [...leaks].flatMap(([offset, kind]) => {
    const what = SECRETS[kind];
    return what === undefined ? [] : [{ kind: 'leak', offset, message: `${what} is in plaintext` }];
  });
}

type Context = Parameters<typeof awsKeys.create>[0];
type Source = Parameters<NonNullable<ReturnType<typeof awsKeys.create>['file']>>[0];

/**
 * Runs secretlint's rules as its core does, without the core: that keeps notes of every run and looks through all of them
 * at the next (https://github.com/secretlint/secretlint/issues/1653).
 */
function report(text: string, found: (kind: string, offset: number) => void): void {
  const context: Context = {
    sharedOptions: {},
    createTranslator: () => (messageId) => ({ message: '', messageId: String(messageId), data: undefined }),
    report: ({ message, range: [start] }) => found(message.messageId, start),
    ignore: () => {},
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- these rules look at nothing else (tested against the core)
  const source = { content: text } as Source;
  void awsKeys.create(context, { enableIDScanRule: true, allows: [EXAMPLES] }).file?.(source);
  void privateKeys.create(context, {}).file?.(source);
}
