import { awsError } from '@kmscrypt/core/aws-client';
import { KmscryptError, type KmscryptErrorCode } from '@kmscrypt/core/error';
import type { Answer } from '../answer.ts';
import { type Asked, failed } from './aws-answer.ts';
import { mayConcernOne } from './aws-calls.ts';
import type { SecretKey } from './broker.ts';
import { type Answers, joined } from './by-region.ts';
import { matchSecrets, type SecretEntry } from './match-secrets.ts';
import { answerOfValue, askedOf, readSingly, SECRETS_MANAGER, type SecretsCalls } from './secret-single.ts';
import type { SecretRefusal } from './secrets-client.ts';

/**
 * Reads up to 20 secrets in one call and its pages; what these leave out is read singly.
 *
 * @param onDenied is called where not one secret but the batch itself is denied.
 */
export async function readBatch(
  keys: readonly SecretKey[],
  calls: SecretsCalls,
  onDenied: () => void,
): Promise<Answers<SecretKey, string>> {
  const ids = keys.map(({ id }) => id);
  const { entries, failure } = await entriesOf(ids, calls);
  const found = matchSecrets(ids, entries);
  const answers = new Map<SecretKey, Answer<string>>();
  for (const key of keys) {
    const entry = found.get(key.id);
    const answer = entry === undefined ? undefined : answerOfEntry(entry, key, calls);
    if (answer !== undefined) answers.set(key, answer);
  }
  const missing = keys.filter((key) => !answers.has(key));
  if (failure !== undefined && !mayConcernOne(failure)) {
    return joined([answers, new Map(missing.map((key) => [key, failed(failure, askedOf(key, calls))]))]);
  }
  if (failure?.code === 'ACCESS_DENIED') onDenied();
  return joined([answers, await readSingly(missing, calls)]);
}

/** All that the pages of a batch say, and the failure that ended them. */
async function entriesOf(
  ids: readonly string[],
  { call }: SecretsCalls,
): Promise<{ readonly entries: readonly SecretEntry[]; readonly failure?: KmscryptError }> {
  const entries: SecretEntry[] = [];
  const seen = new Set<string>();
  let nextToken: string | undefined;
  try {
    do {
      const token = nextToken;
      const page = await call('BatchGetSecretValue', undefined, (client, signal) =>
        client.batchGet(ids, { nextToken: token, signal }),
      );
      entries.push(...page.secrets, ...page.refusals);
      if (token !== undefined) seen.add(token);
      nextToken = page.nextToken || undefined;
      // A token that comes again would lead round in a circle.
    } while (nextToken !== undefined && !seen.has(nextToken));
    return { entries };
  } catch (failure) {
    if (failure instanceof KmscryptError) return { entries, failure };
    throw failure;
  }
}

/** @returns undefined where it is worth to ask for the secret alone */
function answerOfEntry(entry: SecretEntry, key: SecretKey, calls: SecretsCalls): Answer<string> | undefined {
  const asked = askedOf(key, calls);
  if (!('exception' in entry)) return answerOfValue(entry, asked);
  const error = errorOf(entry, asked);
  // A single read tries again.
  return PASSING.has(error.code) ? undefined : failed(error, asked);
}

const PASSING: ReadonlySet<KmscryptErrorCode> = new Set<KmscryptErrorCode>(['THROTTLED', 'AWS_FAILED']);

/** What GetSecretValue would have thrown. */
function errorOf({ exception, message }: SecretRefusal, { name: keyId, region }: Asked): KmscryptError {
  const error = Object.assign(new Error(message), { name: exception });
  return awsError(error, { ...SECRETS_MANAGER, operation: 'BatchGetSecretValue', region, keyId });
}
