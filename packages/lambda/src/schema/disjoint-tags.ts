import { fieldsOf, listOf } from './check-parts.ts';

/** Whether no host can have the tags of both: they have one in common, with different values. Of what has not been checked yet. */
export function areDisjoint(one: unknown, other: unknown): boolean {
  const others = new Map(Object.entries(fieldsOf(other)));
  return Object.entries(fieldsOf(one)).some(([tag, values]) => {
    const theirs = others.get(tag);
    if (theirs === undefined) return false;
    const taken = new Set(listOf(theirs));
    return listOf(values).every((value) => !taken.has(value));
  });
}
