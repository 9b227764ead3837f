import { createHash } from 'node:crypto';
import { configSchema, type SyncConfig } from '../../../lambdas/ssh-key-sync/src/config.ts';
import type { Evidence } from '../../../lambdas/ssh-key-sync/src/evidence.ts';
import type { HostRecord } from '../../../lambdas/ssh-key-sync/src/state.ts';

const GROUPS = 60;
const HOST_GROUPS = 20;
const GROUPS_A_USER = 3;
const KEYS_A_USER = 3;
const HOSTS = 1_000;

export interface Person {
  readonly id: string;
  readonly name: string;
  /** Without their source. */
  readonly groups: readonly string[];
  readonly keys: readonly { readonly id: string; readonly body: string }[];
}

/** 20 groups of hosts, each of which three of the 60 groups of users may log in to, one of them as root. */
export const CONFIG: SyncConfig = configSchema.parse({
  bucket: 'example-keys',
  hosts: Object.fromEntries(
    range(HOST_GROUPS).map((index) => [
      `hosts-${index}`,
      {
        tags: { fleet: `fleet-${index}` },
        login: [groupName(3 * index), groupName(3 * index + 1)],
        sudo: [groupName(3 * index + 2)],
        document: 'example',
      },
    ]),
  ),
});

/** Users, each with 3 keys of RSA and in 3 groups. */
export function people(count: number): readonly Person[] {
  return range(count).map((index) => ({
    id: `AIDAEXAMPLE${number(index)}`,
    name: `user.${number(index)}`,
    groups: range(GROUPS_A_USER).map((nth) => groupName((index * 7 + nth * 20 + nth) % GROUPS)),
    keys: range(KEYS_A_USER).map((nth) => {
      const id = `APKAEXAMPLE${number(index * KEYS_A_USER + nth)}`;
      return { id, body: rsaKey(id) };
    }),
  }));
}

/** All that a whole read finds. */
export function wholeRead(all: readonly Person[], at: number): readonly Evidence[] {
  const members = Map.groupBy(
    all.flatMap((person) => person.groups.map((group) => ({ group, person }))),
    ({ group }) => group,
  );
  const source = 'own';
  return [
    ...range(GROUPS).map((index): Evidence => {
      const users = (members.get(groupName(index)) ?? []).map(({ person: { id, name } }) => ({ id, name }));
      return { kind: 'members', source, at, group: groupName(index), users };
    }),
    ...all.map(({ id, keys }): Evidence => ({ kind: 'keys', source, at, user: id, keys })),
  ];
}

/** What 1,000 hosts have reported. */
export function hostRecords(at: number): Readonly<Record<string, HostRecord>> {
  return Object.fromEntries(
    range(HOSTS).map((index) => [
      `arn:aws:ec2:eu-central-1:111122223333:instance/i-${number(index)}`,
      {
        hostGroup: `hosts-${index % HOST_GROUPS}`,
        tag: `"${number(index)}"`,
        version: 1,
        applied: at,
        at,
        result: 'unchanged',
        problems: [],
      },
    ]),
  );
}

/** A key of RSA of 2,048 bits that nobody has the other half of; RFC 4253, section 6.6. */
function rsaKey(name: string): string {
  const modulus = createHash('shake256', { outputLength: 256 }).update(name).digest();
  modulus[0] = (modulus[0] ?? 0) | 0x80;
  const parts = [Buffer.from('ssh-rsa'), Buffer.of(1, 0, 1), Buffer.concat([Buffer.of(0), modulus])];
  const blob = parts.flatMap((part) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    return [length, part];
  });
  return `ssh-rsa ${Buffer.concat(blob).toString('base64')}`;
}

function groupName(index: number): string {
  return `group-${index}`;
}

function number(index: number): string {
  return String(index).padStart(6, '0');
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
