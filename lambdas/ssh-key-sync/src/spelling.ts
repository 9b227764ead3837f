import type { SyncConfig } from './config.ts';
import type { State } from './state.ts';

/**
 * The config with each group of IAM written as the state has it. IAM does not tell names by their case (IAM User Guide, "IAM and AWS STS
 * quotas"), and what is known of a group is kept under its first spelling: another one in the config is the same group, not a new one.
 */
export function spelledAs(
  config: SyncConfig,
  { groups, rules }: Pick<State, 'groups' | 'rules'>,
): SyncConfig {
  const inForce = Object.values(rules ?? {}).flatMap(({ login, sudo }) => [...login, ...sudo]);
  const known = new Map([...inForce, ...Object.keys(groups ?? {})].map((ref) => [ref.toLowerCase(), ref]));
  const isOther = (ref: string): boolean => (known.get(ref.toLowerCase()) ?? ref) !== ref;
  const spelled = (refs: readonly string[]) => refs.map((ref) => known.get(ref.toLowerCase()) ?? ref);
  if (!Object.values(config.hosts).some(({ login, sudo }) => [...login, ...sudo].some(isOther)))
    return config;
  const hosts = Object.entries(config.hosts).map(
    ([name, group]) => [name, { ...group, login: spelled(group.login), sudo: spelled(group.sudo) }] as const,
  );
  return { ...config, hosts: Object.fromEntries(hosts) };
}
