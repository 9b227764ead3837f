import { createHash } from 'node:crypto';

/** What a manifest says; a second witness of its form, which takes nothing from the Lambda that writes it. */
export interface ManifestText {
  readonly group: string;
  readonly version: number;
  /** Seconds since the epoch; default: now. */
  readonly issued?: number;
  /** Seconds since the epoch; default: three days after `issued`. */
  readonly expires?: number;
  /** Default: `keep`. */
  readonly onExpiry?: 'keep' | 'lock';
  /** Default: false. */
  readonly endSessions?: boolean;
  readonly users: readonly UserLines[];
}

export interface UserLines {
  readonly login: string;
  readonly uid: number;
  /** Default: `login`. */
  readonly right?: string;
  /** `TYPE BASE64` each. */
  readonly keys: readonly string[];
}

const THREE_DAYS = 3 * 86_400;

/** The whole text. Users stand in the order of their logins. */
export function manifestText({
  group,
  version,
  issued = Math.floor(Date.now() / 1_000),
  expires = issued + THREE_DAYS,
  onExpiry = 'keep',
  endSessions = false,
  users,
}: ManifestText): string {
  const sorted = users.toSorted((one, other) => (one.login < other.login ? -1 : 1));
  return sealed([
    'kmscrypt-ssh-keys 1',
    `group ${group}`,
    `version ${version}`,
    `issued ${issued}`,
    `expires ${expires}`,
    `on-expiry ${onExpiry}`,
    `end-sessions ${endSessions ? 'yes' : 'no'}`,
    ...sorted.flatMap(({ login, uid, right = 'login', keys }) => [
      `user ${login} ${uid} ${right}`,
      ...keys.map((key, index) => `key ${key} ${login}:${index + 1}`),
    ]),
  ]);
}

/** Lines with the hash of them below. */
export function sealed(lines: readonly string[]): string {
  const text = lines.map((line) => `${line}\n`).join('');
  return `${text}sha256 ${hashOf(text)}\n`;
}

/** SHA-256 in hex digits. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
