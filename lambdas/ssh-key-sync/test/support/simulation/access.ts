import { createHash } from 'node:crypto';
import type { SyncConfig } from '../../../src/config.ts';
import type { State } from '../../../src/state.ts';
import { factOf } from './truth.ts';

/** One key of one user on the hosts of one group. */
export interface Access {
  /** UserId. */
  readonly user: string;
  readonly key: string;
  readonly right: 'login' | 'sudo';
  /** `TYPE BASE64`; absent where it is taken from a state. */
  readonly body?: string | undefined;
}

/** What a manifest says, by `USERID KEYID`; read by the lines that the brief has, with nothing of the Lambda's own. */
export interface ReadManifest {
  readonly accesses: ReadonlyMap<string, Access>;
  readonly problems: readonly string[];
  readonly hasBreakGlass: boolean;
}

/** @param owners UserIds by UID */
export function readManifest(text: string, owners: ReadonlyMap<number, string>): ReadManifest {
  const lines = text.trimEnd().split('\n');
  const problems: string[] = [];
  const last = lines.pop() ?? '';
  const sum = createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex');
  if (last !== `sha256 ${sum}`) problems.push('its sum is wrong');
  const accesses = new Map<string, Access>();
  const logins = new Set<string>();
  let hasBreakGlass = false;
  let current: { readonly user: string; readonly right: 'login' | 'sudo' } | undefined;
  for (const line of lines) {
    const [word, ...rest] = line.split(' ');
    if (word === 'user') {
      const [login = '', uid = '', right] = rest;
      if (logins.has(login)) problems.push(`${login} is there twice`);
      logins.add(login);
      hasBreakGlass ||= right === 'keep';
      const user = owners.get(Number(uid));
      if (right !== 'keep' && user === undefined) problems.push(`nobody has the UID ${uid}`);
      current = user !== undefined && (right === 'login' || right === 'sudo') ? { user, right } : undefined;
    } else if (word === 'key' && current !== undefined) {
      const [type = '', base64 = '', comment = ''] = rest;
      const key = comment.slice(comment.indexOf(':') + 1);
      accesses.set(factOf(current.user, key), { ...current, key, body: `${type} ${base64}` });
    }
  }
  return { accesses, problems, hasBreakGlass };
}

/** What a state means, by host group: each fact holds until it has ended, and gives what is not withheld, as state.ts says. */
export function accessesIn(state: State, config: SyncConfig): ReadonlyMap<string, Access> {
  const found = new Map<string, Access>();
  for (const [user, { login, uid, groups, keys }] of Object.entries(state.users)) {
    if (login === undefined || uid === undefined) continue;
    const open = Object.entries(keys).filter(
      ([, { ended, body, withheld }]) => ended === undefined && body !== undefined && withheld !== 'all',
    );
    const isIn = (group: string, right: 'login' | 'sudo'): boolean => {
      const fact = groups[group];
      if (fact === undefined || fact.ended !== undefined) return false;
      return fact.withheld === undefined || (fact.withheld === 'sudo' && right === 'login');
    };
    for (const [hostGroup, hosts] of Object.entries(config.hosts)) {
      const right = rightOf(hosts, isIn);
      if (right === undefined) continue;
      for (const [key] of open) found.set(`${hostGroup} ${user} ${key}`, { user, key, right });
    }
  }
  return found;
}

export function rightOf(
  { login, sudo }: SyncConfig['hosts'][string],
  isIn: (group: string, right: 'login' | 'sudo') => boolean,
): 'login' | 'sudo' | undefined {
  if (sudo.some((group) => isIn(group, 'sudo'))) return 'sudo';
  return [...login, ...sudo].some((group) => isIn(group, 'login')) ? 'login' : undefined;
}

/** Groups of IAM that give this right. */
export function groupsGiving(hosts: SyncConfig['hosts'][string], right: 'login' | 'sudo'): readonly string[] {
  return right === 'sudo' ? hosts.sudo : [...new Set([...hosts.login, ...hosts.sudo])];
}
