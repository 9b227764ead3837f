import { holds, isTold } from '../belief/fact.ts';
import { ownOf } from '../own-of.ts';
import type { Todo } from '../state.ts';
import type { Found, Pass, Reading } from './pass.ts';
import { NOTHING } from './pass.ts';

/**
 * Reads a user and the groups of the config that he or she is in; the keys are read then, if there are any such groups. Groups are
 * listed by name, and the list may be that of a namesake from before or after: of groups that are new for this user the members are
 * read, which have UserIds.
 */
export async function readUser({ todo, at }: Reading, pass: Pass): Promise<Found> {
  const { source, name, since } = todo;
  const directory = ownOf(pass.directories, source);
  if (directory === undefined) return NOTHING;
  const user = await directory.user(name, pass.signal);
  const all = user === undefined ? undefined : await directory.groupsOf(name, pass.signal);
  if (user === undefined || all === undefined) {
    return { evidence: [{ kind: 'gone', source, at, name }], todo: [] };
  }
  const { id } = user;
  const found = all.flatMap((group) => pass.groups.named(source, group) ?? []);
  const isKnown = (group: string): boolean => {
    const fact = pass.state.users[id]?.groups[`${source}:${group}`];
    return fact !== undefined && holds(fact) && !isTold(fact);
  };
  const groups = found.filter(isKnown);
  const others = found.filter((group) => !isKnown(group));
  const evidence = [
    { kind: 'user', source, at, id, name: user.name, groups, ...(others.length === 0 ? {} : { others }) },
  ] as const;
  const next = { source, due: at, failures: 0, isWhole: false } as const;
  const newGroups = others
    .map((group): Todo => ({ ...next, kind: 'group', name: group }))
    .filter((each) => !pass.isCovered(each));
  if (groups.length === 0) return { evidence, todo: newGroups };
  pass.members.add([user], at);
  const keys: Todo = { ...next, kind: 'keys', name: id, ...(since === undefined ? {} : { since }) };
  return { evidence, todo: [...newGroups, keys] };
}
