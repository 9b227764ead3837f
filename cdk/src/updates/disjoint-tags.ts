import type { Updates } from '../config/updates-schema.ts';

type Tags = Extract<Updates['fleets'][string], { readonly mode: 'in-place' }>['tags'];

/**
 * Whether no host can be of both of two fleets of mode `in-place`: they have a tag in common, with different values. The Lambda's own
 * schema has the same rule for the fleets of one environment.
 */
export function areDisjoint(one: Tags, other: Tags): boolean {
  const theirs = new Map(Object.entries(other));
  return Object.entries(one).some(([tag, values]) => {
    const others = theirs.get(tag);
    if (others === undefined) return false;
    const taken = new Set([others].flat());
    return [values].flat().every((value) => !taken.has(value));
  });
}
