import { PARAMETER } from './belief/key-fact.ts';
import type { User } from './state.ts';

/** Whether the user is, as far as is known, in a group of the config. */
export function isMember({ groups }: User): boolean {
  return Object.values(groups).some(({ ended }) => ended === undefined);
}

/** Keys of IAM that the user has, as far as is known; those of parameters are of another tree. */
export function iamKeys({ keys }: User): readonly (readonly [id: string, seen: number])[] {
  return Object.entries(keys).flatMap(([id, { ended, seen }]) =>
    ended === undefined && !id.startsWith(PARAMETER) ? [[id, seen] as const] : [],
  );
}
