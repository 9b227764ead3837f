import { KmscryptError } from '@kmscrypt/core/error';
import type { Directory, ListedKey, ParameterTree } from '../../src/ports.ts';

export interface MemoryUser {
  readonly id: string;
  readonly name: string;
  readonly groups: readonly string[];
  readonly keys: readonly ListedKey[];
}

/** What IAM of one account has. */
export interface MemoryIam {
  users: readonly MemoryUser[];
  groups: readonly string[];
}

export interface MemoryOptions {
  readonly iam: MemoryIam;
  /** Called with each call before it is answered, which throws for a fault. Default nothing. */
  readonly onCall?: ((operation: string, signal: AbortSignal) => Promise<void> | void) | undefined;
  /** Items on a page. Default 100. */
  readonly page?: number | undefined;
}

/** IAM in memory: calls are counted by pages, and an error of a page is an error of the whole, as in the real one. */
export function memoryDirectory({ iam, onCall, page = 100 }: MemoryOptions): {
  readonly directory: Directory;
  readonly calls: string[];
} {
  const calls: string[] = [];
  const call = async (operation: string, signal: AbortSignal): Promise<void> => {
    calls.push(operation);
    await onCall?.(operation, signal);
  };
  const paged = async (operation: string, length: () => number, signal: AbortSignal): Promise<void> => {
    for (let from = 0; from === 0 || from < length(); from += page) await call(operation, signal);
  };
  const userOf = (name: string): MemoryUser | undefined => iam.users.find((user) => user.name === name);
  const directory: Directory = {
    members: async (group, signal) => {
      const members = iam.users.filter(({ groups }) => groups.includes(group));
      await paged('GetGroup', () => members.length, signal);
      return iam.groups.includes(group) ? members.map(({ id, name }) => ({ id, name })) : undefined;
    },
    user: async (name, signal) => {
      await call('GetUser', signal);
      const user = userOf(name);
      return user === undefined ? undefined : { id: user.id, name };
    },
    groupsOf: async (name, signal) => {
      await paged('ListGroupsForUser', () => userOf(name)?.groups.length ?? 0, signal);
      return userOf(name)?.groups;
    },
    keys: async (name, signal) => {
      await paged('ListSSHPublicKeys', () => userOf(name)?.keys.length ?? 0, signal);
      return userOf(name)?.keys;
    },
    body: async (name, key, signal) => {
      await call('GetSSHPublicKey', signal);
      return userOf(name)?.keys.some(({ id }) => id === key) === true ? `ssh-rsa ${key}` : undefined;
    },
  };
  return { directory, calls };
}

/** A tree of one key each. */
export function memoryTree(users: readonly string[], onCall?: () => Promise<void> | void): ParameterTree {
  return {
    keys: async (_signal, only) => {
      await onCall?.();
      const asked = users.filter((user) => only === undefined || user === only);
      return asked.map((user) => ({ user, name: 'laptop', body: `ssh-ed25519 ${user}` }));
    },
  };
}

/** A failure as the real one has it. */
export function awsFailure(): KmscryptError {
  return new KmscryptError('THROTTLED', 'AWS IAM failed: Throttling');
}

/** A user with so many active keys. */
export function memoryUser(number: number, groups: readonly string[], keys: number): MemoryUser {
  const ids = Array.from({ length: keys }, (_, key) => ({ id: `APKA${number}K${key}`, isActive: true }));
  return { id: `AIDAEXAMPLE${number}`, name: `user${number}`, groups, keys: ids };
}
