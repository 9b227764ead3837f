import type { Path } from '../config/path.ts';
import { schemaIssues } from '../lambda/operator-schema.ts';

/** What the Lambda would find wrong with its config; the path is within that. */
export interface SshKeysFinding {
  readonly path: Path;
  readonly message: string;
}

/** Checks a config of ssh-key-sync with the Lambda's own schema: none where it will start with it. */
export async function checkSshKeys(
  config: Readonly<Record<string, unknown>>,
): Promise<readonly SshKeysFinding[]> {
  const issues = await schemaIssues('ssh-key-sync', config);
  return issues.flatMap(({ path, message, keys }) =>
    keys === undefined
      ? [{ path, message }]
      : keys.map((key) => ({ path: [...path, key], message: 'is not known' })),
  );
}
