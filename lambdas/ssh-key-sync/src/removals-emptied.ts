import type { Draft } from './belief/draft.ts';
import { dueBy } from './belief/fact.ts';
import type { Due } from './removals.ts';

/** Groups that would have nobody left, and not because events say so of each: a read of nobody may be no more than a broken one. */
export function emptiedGroups(draft: Draft, due: readonly Due[]): readonly string[] {
  const candidates = new Set(
    due.flatMap(({ of, by, what }) => (of === 'groups' && by === 'read' ? [what] : [])),
  );
  return [...candidates].filter((group) => isEmptied(draft, group)).toSorted();
}

function isEmptied(draft: Draft, group: string): boolean {
  for (const id of draft.members.get(group) ?? []) {
    const fact = draft.users.get(id)?.groups.get(group);
    if (fact !== undefined && fact.ended === undefined && dueBy(fact) === undefined) return false;
  }
  return true;
}
