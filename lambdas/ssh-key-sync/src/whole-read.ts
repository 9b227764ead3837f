import type { SyncConfig } from './config.ts';
import { OWN } from './config/fields.ts';
import { configGroups } from './config-groups.ts';
import type { State, Todo } from './state.ts';

/** What a whole read begins with: all groups of the config, and the tree of parameters. The keys of members come with their groups. */
export function wholeReadTodos(config: SyncConfig, now: number): readonly Todo[] {
  const todo = { due: now, failures: 0, isWhole: true };
  return [
    ...configGroups(config).all.map(
      ({ source, group }) => ({ ...todo, kind: 'group', source, name: group }) as const,
    ),
    ...(config.parameters === undefined
      ? []
      : [{ ...todo, kind: 'parameters', source: OWN, name: '' } as const]),
  ];
}

/** Groups that have never been read, as those of a new config: at once, and not with the next whole read. */
export function unreadTodos(
  config: SyncConfig,
  { groups, missing }: Pick<State, 'groups' | 'missing'>,
  now: number,
): readonly Todo[] {
  return configGroups(config).all.flatMap(({ source, group }): readonly Todo[] => {
    const ref = `${source}:${group}`;
    return groups?.[ref] === undefined && missing?.[ref] === undefined
      ? [{ kind: 'group', source, name: group, due: now, failures: 0, isWhole: false }]
      : [];
  });
}
