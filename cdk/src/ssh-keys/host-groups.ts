import type { SshKeys } from '../config/ssh-keys-schema.ts';

/** Hosts that have the same users. */
export interface HostGroup {
  readonly name: string;
  /** That they are in; 12 digits. */
  readonly account: string;
  /** Tags that a host of this group has: all of them, each with one of its values. */
  readonly tags: Readonly<Record<string, string | readonly string[]>>;
  /** Groups of IAM whose members may log in. */
  readonly login: readonly string[];
  /** Groups of IAM whose members may become root. */
  readonly sudo: readonly string[];
}

/** Of a config, what its hosts depend on. */
export interface HostPlaces {
  readonly accounts: { readonly 'shared-services': string };
  readonly environments: readonly { readonly name: string; readonly account: string }[];
}

/** The group of what is in shared-services. */
const SHARED = 'mgmt';
/** The tag by which hosts are known, unless a group has tags of its own. */
const TAG = 'ssh-hosts';

/** The groups of a config: those that it names, or one of each environment and one of what they share. */
export function hostGroupsOf(sshKeys: SshKeys, { accounts, environments }: HostPlaces): readonly HostGroup[] {
  const shared = accounts['shared-services'];
  const own = [
    [SHARED, {}] as const,
    ...environments.map(({ name }) => [name, { environment: name }] as const),
  ];
  const groups: readonly (readonly [string, Written])[] =
    sshKeys.hosts === undefined ? own : Object.entries(sshKeys.hosts);
  return groups.map(([name, { environment, tags, login = LOGIN, sudo = SUDO }]) => ({
    name,
    account: environments.find((each) => each.name === environment)?.account ?? shared,
    tags: tags ?? { [TAG]: name },
    login,
    sudo,
  }));
}

type Written = Partial<NonNullable<SshKeys['hosts']>[string]>;

/** Both are among the groups that users are in: `groups.ts` of accounts. */
const LOGIN: readonly string[] = ['ssh-users'];
const SUDO: readonly string[] = ['ssh-sudo-users'];
