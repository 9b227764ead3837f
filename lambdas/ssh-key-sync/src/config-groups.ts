import type { SyncConfig } from './config.ts';

/** The groups of IAM that the config names. */
export interface ConfigGroups {
  /** Each once. */
  readonly all: readonly { readonly source: string; readonly group: string }[];
  /**
   * A group as the config writes it, undefined where it does not name it. IAM does not tell names by their case (IAM User Guide,
   * "IAM and AWS STS quotas"), and an event has what the caller wrote.
   */
  named(source: string, group: string): string | undefined;
}

/** Collects the groups of all host groups. */
export function configGroups({ hosts, watched = [] }: Pick<SyncConfig, 'hosts' | 'watched'>): ConfigGroups {
  const refs = new Map<string, { readonly source: string; readonly group: string }>();
  for (const ref of [...Object.values(hosts).flatMap(({ login, sudo }) => [...login, ...sudo]), ...watched]) {
    const [source = '', group = ''] = ref.split(':');
    const known = refs.get(folded(source, group));
    if (known === undefined) refs.set(folded(source, group), { source, group });
  }
  return {
    all: [...refs.values()],
    named: (source, group) => refs.get(folded(source, group))?.group,
  };
}

function folded(source: string, group: string): string {
  return `${source}:${group.toLowerCase()}`;
}
