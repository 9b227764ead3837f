import { counted, timeText } from '@kmscrypt/lambda';
import type { SyncConfig } from '../config.ts';
import { configGroups } from '../config-groups.ts';
import type { State } from '../state.ts';

type Reads = Pick<State, 'groups' | 'missing' | 'todo'>;

/** Why a group of IAM may not be there, as far as the state can tell; undefined where nothing says so. @param ref `SOURCE:GROUP`. */
export function groupDoubt(ref: string, { groups, missing, todo }: Reads): string | undefined {
  const last = missing?.[ref];
  if (last !== undefined) return `IAM had no such group at ${timeText(last)}`;
  const failures = todo
    .filter(({ kind, source, name }) => kind === 'group' && `${source}:${name}` === ref)
    .reduce((most, each) => Math.max(most, each.failures), 0);
  const failed = failures === 0 ? [] : [`its last ${counted(failures, 'read')} failed`];
  const never = groups?.[ref] === undefined ? ['it has never been read'] : [];
  const doubts = [...never, ...failed];
  return doubts.length === 0 ? undefined : `${doubts.join(', and ')}: there may be no such group`;
}

/** Groups of the config that may not be there, for people: an entry each. */
export function unreadGroupEntries(
  state: Reads,
  { config, known }: { readonly config: SyncConfig; readonly known: ReadonlySet<string> },
): readonly (readonly string[])[] {
  return configGroups(config).all.flatMap(({ source, group }) => {
    const ref = `${source}:${group}`;
    const doubt = known.has(ref) ? undefined : groupDoubt(ref, state);
    return doubt === undefined ? [] : [[`${ref}: ${doubt}`]];
  });
}
