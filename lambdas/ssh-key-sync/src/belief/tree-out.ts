import type { SyncConfig } from '../config.ts';
import type { Fact, Key } from '../state.ts';
import { type Draft, forgetKeys, isMember } from './draft.ts';
import { PARAMETER } from './key-fact.ts';

/**
 * Without a tree of parameters in the config its keys are to be taken away, as is what two reads have missed: the cap holds for them, and
 * no run with a failed read takes them. Where the config has a tree again they are as before. Of who is in no group they open nothing, and
 * are forgotten.
 */
export function applyTree(draft: Draft, { parameters }: Pick<SyncConfig, 'parameters'>, now: number): void {
  const isOut = parameters === undefined;
  for (const user of draft.users.values()) {
    if (isOut && !isMember(user)) forgetKeys(user, (id) => id.startsWith(PARAMETER));
    for (const [id, key] of user.keys) {
      if (!id.startsWith(PARAMETER) || key.ended !== undefined || isTreeOut(key) === isOut) continue;
      user.keys.set(id, isOut ? { ...withoutMisses(key), confirmed: now } : withoutMisses(key));
    }
  }
}

/** Whether it is, or was, to be taken away because the config no longer has the tree: no read has missed it. */
export function isTreeOut({ missed, confirmed }: Fact): boolean {
  return missed === undefined && confirmed !== undefined;
}

function withoutMisses({ missed: _missed, confirmed: _confirmed, ...key }: Key): Key {
  return key;
}
