import { configSchema, type SyncConfig } from '../../src/config.ts';
import type { Fact, Key, User } from '../../src/state.ts';

export interface ConfigParts {
  /** Login groups by host group. */
  readonly hosts: Readonly<Record<string, readonly string[]>>;
  readonly parameters?: string | undefined;
}

/** A config with an account `staff` besides the Lambda's own. */
export function readConfigOf({ hosts, parameters }: ConfigParts): SyncConfig {
  return configSchema.parse({
    bucket: 'ssh-keys',
    sources: { staff: { role: 'arn:aws:iam::222222222222:role/ssh-key-reader', externalId: 'example' } },
    ...(parameters === undefined ? {} : { parameters }),
    hosts: Object.fromEntries(
      Object.entries(hosts).map(([name, login]) => [
        name,
        { tags: { group: name }, login, document: 'ssh-keys' },
      ]),
    ),
  });
}

/** A membership that holds. */
export const STANDING: Fact = { seen: 1 };

/** A member of `own:ops`, or of `groups`, with keys whose bodies are known. */
export function userOf(
  name: string,
  {
    groups = { 'own:ops': STANDING },
    keys = [],
    seen = 1,
  }: {
    readonly groups?: Readonly<Record<string, Fact>>;
    readonly keys?: readonly string[];
    /** When the keys were. */
    readonly seen?: number;
  } = {},
): User {
  const known = keys.map((id): [string, Key] => [id, { seen, body: `ssh-ed25519 ${id}` }]);
  return { source: 'own', name, groups, keys: Object.fromEntries(known) };
}
