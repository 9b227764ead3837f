import { groupsOf } from './belief/draft.ts';
import type { HostGroup, SyncConfig } from './config.ts';
import { ownOf } from './own-of.ts';
import { spelledAs } from './spelling.ts';
import type { HostGroupRules, State } from './state.ts';

type Rules = NonNullable<State['rules']>;

/**
 * The config with the groups that are in force for each host group: its own, or those before it for as long as it waits. The groups of
 * both are read. All are written as the state has them.
 */
export function configInForce(wanted: SyncConfig, state: Pick<State, 'rules' | 'groups'>): SyncConfig {
  const config = spelledAs(wanted, state);
  if (!isPending(config, state)) return config;
  return { ...withRules(config, state.rules ?? {}), watched: [...groupsOf(config)] };
}

/** Whether the config has other groups for a host group than are in force. */
export function isPending({ hosts }: Pick<SyncConfig, 'hosts'>, { rules }: Pick<State, 'rules'>): boolean {
  return Object.entries(hosts).some(([name, group]) => {
    const known = ownOf(rules, name);
    return known !== undefined && !isSame(known, group);
  });
}

/** What the config has; of host groups that had rules before, once each group of theirs has been read, and the new ones are there. */
export function rulesToCome({ hosts }: Pick<SyncConfig, 'hosts'>, state: Known): Rules {
  const { rules, groups } = state;
  return rulesFor(hosts, (name, own) => {
    const isRead = [...own.login, ...own.sudo].every((group) => groups?.[group] !== undefined);
    return isRead && missingIn(own, ownOf(rules, name), state).length === 0 ? undefined : ownOf(rules, name);
  });
}

/** New groups of host groups that had rules before, which the last read did not find: `SOURCE:GROUP`. */
export function missingGroups({ hosts }: Pick<SyncConfig, 'hosts'>, state: Known): ReadonlySet<string> {
  return new Set(
    Object.entries(hosts).flatMap(([name, own]) => missingIn(own, ownOf(state.rules, name), state)),
  );
}

type Known = Pick<State, 'rules' | 'groups' | 'missing'>;

function missingIn(
  own: HostGroupRules,
  before: HostGroupRules | undefined,
  { groups, missing }: Known,
): readonly string[] {
  if (before === undefined) return [];
  const known = new Set([...before.login, ...before.sudo]);
  return [...own.login, ...own.sudo].filter(
    (group) => !known.has(group) && (missing?.[group] ?? -1) >= (groups?.[group] ?? 0),
  );
}

/** What is in force, and the config's own for host groups that are new; of host groups that it no longer names none. */
export function rulesInForce({ hosts }: Pick<SyncConfig, 'hosts'>, { rules }: Pick<State, 'rules'>): Rules {
  return rulesFor(hosts, (name) => ownOf(rules, name));
}

/** What was in force before this run: host groups that are new had none. Where no rules are known, the config's own were. */
export function rulesBefore({ hosts }: Pick<SyncConfig, 'hosts'>, { rules }: Pick<State, 'rules'>): Rules {
  return rulesFor(hosts, (name) => (rules === undefined ? undefined : (ownOf(rules, name) ?? NOBODY)));
}

const NOBODY: HostGroupRules = { login: [], sudo: [] };

/** The config with other groups: those of `rules`, where there are any for a host group. */
export function withRules(config: SyncConfig, rules: Rules): SyncConfig {
  const hosts = Object.entries(config.hosts).map(([name, group]): readonly [string, HostGroup] => {
    const { login, sudo } = ownOf(rules, name) ?? group;
    return [name, { ...group, login: [...login], sudo: [...sudo] }];
  });
  return { ...config, hosts: Object.fromEntries(hosts) };
}

function rulesFor(
  hosts: SyncConfig['hosts'],
  known: (name: string, own: HostGroupRules) => HostGroupRules | undefined,
): Rules {
  return Object.fromEntries(
    Object.entries(hosts).map(([name, { login, sudo }]) => [
      name,
      known(name, { login, sudo }) ?? { login, sudo },
    ]),
  );
}

function isSame(one: HostGroupRules, other: HostGroupRules): boolean {
  return isSameList(one.login, other.login) && isSameList(one.sudo, other.sudo);
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return [...new Set(one)].toSorted().join(' ') === [...new Set(other)].toSorted().join(' ');
}
