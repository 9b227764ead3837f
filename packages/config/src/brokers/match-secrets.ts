import type { SecretRefusal, SecretValue } from './secrets-client.ts';

/** What Secrets Manager says of one secret of a batch. */
export type SecretEntry = SecretValue | SecretRefusal;

/** The six characters that Secrets Manager puts behind the name in a complete ARN. */
const SUFFIX = /-[A-Za-z0-9]{6}$/u;

/**
 * Finds what belongs to each id: entries come in any order, and may be of secrets of the same name in several accounts. An
 * ARN is looked for before a name, and an entry that is an ARN's is no name's: a name that has no other is left out, rather
 * than given another account's secret.
 */
export function matchSecrets(
  ids: readonly string[],
  entries: readonly SecretEntry[],
): ReadonlyMap<string, SecretEntry> {
  const found = new Map<string, SecretEntry>();
  const match = (isOf: (id: string, entry: SecretEntry) => boolean): void => {
    const taken = new Set(found.values());
    for (const id of ids) {
      if (found.has(id)) continue;
      const entry = entries.find((each) => !taken.has(each) && isOf(id, each));
      if (entry !== undefined) found.set(id, entry);
    }
  };
  match((id, entry) => arnOf(entry) === id);
  match((id, entry) => isArn(id) && arnOf(entry)?.replace(SUFFIX, '') === id);
  match((id, entry) => nameOf(entry) === id);
  return found;
}

function arnOf(entry: SecretEntry): string | undefined {
  return 'exception' in entry ? entry.id : entry.arn;
}

function nameOf(entry: SecretEntry): string | undefined {
  if (!('exception' in entry)) return entry.name;
  return entry.id !== undefined && isArn(entry.id)
    ? entry.id.split(':').slice(6).join(':').replace(SUFFIX, '')
    : entry.id;
}

function isArn(id: string): boolean {
  return id.startsWith('arn:');
}
