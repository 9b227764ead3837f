import { formatPath } from '../config/path.ts';
import { exposedSecrets } from './exposed-secrets.ts';
import { schemaIssues, type SchemaIssue } from '../lambda/operator-schema.ts';

/** A problem of a fan-out's config. */
export interface FanoutProblem {
  /** Within it, such as `destinations.chat.url`; empty where it is about the whole. */
  readonly path: string;
  /** Never has a value in it that may be a secret. */
  readonly message: string;
  /** Whether the key is given by the deployment and has to be left out. Default no. */
  readonly isReserved?: boolean | undefined;
  /** Whether it is a secret in plaintext. Default no. */
  readonly isExposed?: boolean | undefined;
}

/** What the deployment gives the Lambda; here it only has to be valid. */
const GIVEN = { queues: 'arn:aws:sqs:us-east-1:111122223333:alarm-fanout-', table: 'alarm-fanout' };

/**
 * Checks a config of alarm-fanout, which must not have `queues` and `table`, with the Lambda's own schema.
 *
 * @returns all problems; none where the Lambda will start with it
 */
export async function checkFanout(
  fanout: Readonly<Record<string, unknown>>,
): Promise<readonly FanoutProblem[]> {
  const reserved = Object.keys(GIVEN)
    .filter((key) => Object.hasOwn(fanout, key))
    .map((path) => ({ path, message: 'is added by the package', isReserved: true }));
  const issues = await schemaIssues('alarm-fanout', { ...fanout, ...GIVEN });
  const found = [...reserved, ...issues.flatMap(problemsOf)];
  const told = new Set(found.map(({ path }) => path));
  return [...found, ...exposedSecrets(fanout).filter(({ path }) => !told.has(path))];
}

function problemsOf({ path, message, keys }: SchemaIssue): readonly FanoutProblem[] {
  if (keys === undefined) return [{ path: formatPath(path), message }];
  return keys.map((key) => ({ path: formatPath([...path, key]), message: 'is not known' }));
}
