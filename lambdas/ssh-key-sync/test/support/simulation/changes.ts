import type { ChangeParts } from './change-parts.ts';
import { groupsFor, groupsOf, keysOf } from './looks.ts';
import { createOrg } from './org.ts';
import { factOf, type Truth, type TruthUser } from './truth.ts';
import {
  deleteKey,
  joinGroup,
  leaveGroup,
  replaceMembership,
  toggleKey,
  toggleParameter,
} from './user-changes.ts';

const NAMES = [
  'alice',
  'bob',
  'carol',
  'dave',
  'eve@example.com',
  'frank',
  'grace',
  'heidi',
  '_i.v.a.n',
  'judy',
];
/** Names of the other source, too, and ones that map alike. */
const OTHERS = ['alice', 'mallory', 'nina', 'oscar', 'bob@example.org'];

/** Begins with users in groups, with keys; some have neither. */
export function settle({ truth, org, chance }: ChangeParts, at: number): void {
  const names = NAMES.slice(0, 3 + chance.below(NAMES.length - 2));
  const users = names.map((name) => org.create('own', name, at));
  users.push(...OTHERS.slice(0, chance.below(3)).map((name) => org.create('partner', name, at)));
  for (const user of users) {
    for (const group of groupsFor(truth, user)) if (chance.happens(0.5)) org.join(user, group, at);
    for (let key = chance.below(3); key > 0; key -= 1) org.upload(user, at);
    if (chance.happens(0.2)) org.putParameter(user, 'laptop', at);
  }
}

type Change = (parts: ChangeParts, user: TruthUser) => Promise<void> | void;

/** How often each, in a hundred. */
const CHANGES: readonly (readonly [weight: number, change: Change])[] = [
  [18, joinGroup],
  [18, leaveGroup],
  [12, ({ org, chance, clock }, user) => org.upload(user, clock.now(), chance.happens(0.1) ? 1_024 : 2_048)],
  [18, toggleKey],
  [8, deleteKey],
  [6, toggleParameter],
  [5, create],
  [4, ({ org, clock }, user) => org.remove(user, clock.now())],
  [3, recreate],
  [
    3,
    ({ org, clock, ...parts }, user) => {
      const name = freeName(parts, { source: user.source, at: clock.now() });
      if (name !== undefined) org.rename(user, name, clock.now());
    },
  ],
  [3, replaceMembership],
  [2, clearGroup],
  [2, purge],
];

/** One change, or some that belong together. */
export async function change(parts: ChangeParts): Promise<void> {
  const { truth, chance, clock } = parts;
  const users = truth.users.filter(({ life }) => life.isAt(clock.now()));
  if (users.length < 3) return create(parts);
  let luck = chance.below(CHANGES.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, make] of CHANGES) {
    luck -= weight;
    if (luck < 0) return make(parts, chance.pick(users));
  }
}

function create(parts: ChangeParts): void {
  const { truth, org, chance, clock } = parts;
  const source = chance.happens(0.8) ? 'own' : 'partner';
  const name = freeName(parts, { source, at: clock.now() });
  if (name === undefined) return;
  equip(truth, { org, chance, clock }, org.create(source, name, clock.now()));
}

/**
 * For so long nobody else gets a name that somebody has had, in milliseconds: within the minute in which IAM may still show the former
 * user, reads by name may mean either, and the Lambda does not promise to tell them apart (README, "Limits").
 */
const NAME_RESTS = 150_000;

/** Somebody else gets the name, some minutes later. */
async function recreate({ truth, org, chance, clock }: ChangeParts, user: TruthUser): Promise<void> {
  const name = truth.nameAt(user, clock.now());
  if (name === undefined) return;
  org.remove(user, clock.now());
  await clock.pause(chance.pick([NAME_RESTS, 180_000, 400_000]));
  if (truth.named(user.source, name, clock.now()) !== undefined) return;
  equip(truth, { org, chance, clock }, org.create(user.source, name, clock.now()));
}

function clearGroup({ truth, org, chance, clock }: ChangeParts): void {
  const at = clock.now();
  const group = chance.pick([...truth.groups.keys()]);
  for (const user of truth.users) if (truth.fact(factOf(user.id, group)).isAt(at)) org.leave(user, group, at);
}

/** Somebody takes something from most users at once, by intention or not; no event tells of it, as often as not. */
function purge({ truth, org: told, chance, clock }: ChangeParts): void {
  const at = clock.now();
  const org = chance.happens(0.5) ? told : createOrg(truth, () => {});
  for (const user of truth.users) {
    if (!user.life.isAt(at) || chance.happens(0.2)) continue;
    const [group] = groupsOf(truth, user, at);
    if (group !== undefined && chance.happens(0.5)) org.leave(user, group, at);
    else for (const { id } of keysOf(user, at)) org.deleteKey(user, id, at);
  }
}

function equip(truth: Truth, { org, chance, clock }: Omit<ChangeParts, 'truth'>, user: TruthUser): void {
  const at = clock.now();
  for (const group of groupsFor(truth, user)) if (chance.happens(0.4)) org.join(user, group, at);
  if (chance.happens(0.8)) org.upload(user, at);
}

function freeName(
  { truth, chance }: Pick<ChangeParts, 'truth' | 'chance'>,
  { source, at }: { readonly source: string; readonly at: number },
): string | undefined {
  const names = source === 'own' ? NAMES : OTHERS;
  const free = names.filter((name) => {
    for (let before = 0; before <= NAME_RESTS; before += 1_000)
      if (truth.named(source, name, at - before) !== undefined) return false;
    return true;
  });
  return free.length === 0 ? undefined : chance.pick(free);
}
