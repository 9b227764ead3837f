import type { ChangeParts } from './change-parts.ts';
import { groupsFor, groupsOf, keysOf } from './looks.ts';
import { factOf, type TruthUser } from './truth.ts';

export function joinGroup({ truth, org, chance, clock }: ChangeParts, user: TruthUser): void {
  const at = clock.now();
  const others = groupsFor(truth, user).filter((group) => !truth.fact(factOf(user.id, group)).isAt(at));
  if (others.length > 0) org.join(user, chance.pick(others), at);
}

export function leaveGroup({ truth, org, chance, clock }: ChangeParts, user: TruthUser): void {
  const groups = groupsOf(truth, user, clock.now());
  if (groups.length > 0) org.leave(user, chance.pick(groups), clock.now());
}

export function toggleKey({ truth, org, chance, clock }: ChangeParts, user: TruthUser): void {
  const at = clock.now();
  const keys = keysOf(user, at).filter(({ id }) => truth.fact(factOf(user.id, id)).all.length > 0);
  if (keys.length === 0) return;
  const { id } = chance.pick(keys);
  org.setActive(user, id, { isActive: !truth.fact(factOf(user.id, id)).isAt(at), at });
}

export function deleteKey({ org, chance, clock }: ChangeParts, user: TruthUser): void {
  const keys = keysOf(user, clock.now());
  if (keys.length > 0) org.deleteKey(user, chance.pick(keys).id, clock.now());
}

export function toggleParameter({ truth, org, chance, clock }: ChangeParts, user: TruthUser): void {
  const name = chance.pick(['laptop', 'yubikey']);
  const isThere = truth.fact(factOf(user.id, `parameter:${name}`)).isAt(clock.now());
  if (isThere) org.deleteParameter(user, name, clock.now());
  else org.putParameter(user, name, clock.now());
}

/** A tool that writes lists anew: out, and in again. */
export async function replaceMembership(
  { truth, org, chance, clock }: ChangeParts,
  user: TruthUser,
): Promise<void> {
  const groups = groupsOf(truth, user, clock.now());
  if (groups.length === 0) return;
  const group = chance.pick(groups);
  org.leave(user, group, clock.now());
  await clock.pause(1 + chance.below(3_000));
  if (user.life.isAt(clock.now())) org.join(user, group, clock.now());
}
