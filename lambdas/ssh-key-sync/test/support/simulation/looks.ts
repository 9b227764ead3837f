import { factOf, isParameter, type Truth, type TruthKey, type TruthUser } from './truth.ts';

/** Groups of the user's source. */
export function groupsFor(truth: Truth, { source }: TruthUser): readonly string[] {
  return [...truth.groups.keys()].filter((group) => group.startsWith(`${source}:`));
}

/** Groups that the user is in. */
export function groupsOf(truth: Truth, user: TruthUser, at: number): readonly string[] {
  return groupsFor(truth, user).filter((group) => truth.fact(factOf(user.id, group)).isAt(at));
}

/** Keys of IAM that the user has, active or not. */
export function keysOf(user: TruthUser, at: number): readonly TruthKey[] {
  return user.keys.filter(({ id, life }) => !isParameter(id) && life.isAt(at));
}
