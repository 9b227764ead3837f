import { type Access, type AccessMap, accessOf, usersWith } from './access.ts';
import { changesBetween, type Standing } from './changes.ts';
import type { SyncConfig } from './config.ts';
import { holdOf, mostOf, stayingIn } from './hold.ts';
import { isPending, missingGroups, rulesInForce, rulesToCome, withRules } from './rules.ts';
import type { Held, State } from './state.ts';

export interface AdoptionInput {
  readonly config: SyncConfig;
  /** After this run's evidence, with the rules before it. */
  readonly state: Pick<State, 'users' | 'groups' | 'missing' | 'rules' | 'heldConfig'>;
  /** This run. */
  readonly before: Standing;
  /** Ids of what operators let go. */
  readonly approvals: ReadonlySet<string>;
  /** Whether a read failed: nothing is taken away then. */
  readonly hasFailure: boolean;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

export interface Adoption {
  /** In force from now on, by host group. */
  readonly rules: NonNullable<State['rules']>;
  /** What would be in force if nothing were held back. */
  readonly toCome: NonNullable<State['rules']>;
  /** Whether what is to come is in force. */
  readonly isAdopted: boolean;
  readonly held: Held | undefined;
  /** Groups that are not there, so that those before them stay in force: `SOURCE:GROUP`. */
  readonly missing: ReadonlySet<string>;
  /** The approval that let it go. */
  readonly approved: string | undefined;
}

/**
 * Takes over the groups of a changed config: of each host group once all of them have been read, and all of that at once. Where it would
 * take something from more users than one run may, it is held whole, and stays so for as long as any of that would be lost; where it fits,
 * but a read failed or others lose something in this run, it waits for a later one.
 */
export function adopt(input: AdoptionInput): Adoption {
  const { config, state, before, approvals, hasFailure, now } = input;
  const toCome = rulesToCome(config, state);
  const adopted: Adoption = {
    rules: toCome,
    toCome,
    isAdopted: true,
    missing: missingGroups(config, state),
    held: undefined,
    approved: undefined,
  };
  if (!isPending(config, state)) return adopted;
  const rules = rulesInForce(config, state);
  const access = accessOf(state, withRules(config, rules));
  const losses = lossesOf(access, accessOf(state, withRules(config, toCome)));
  if (losses.length === 0) return adopted;
  const users = new Set(losses.map(({ user }) => user));
  const withAccess = usersWith(before.access).size;
  const fits = ({ size }: ReadonlySet<string>) => size <= mostOf(config.removals, withAccess);
  const staying = new Set([...stayingIn(state.heldConfig, config.removals)].map(placeOf));
  const kept = { ...adopted, rules, isAdopted: false };
  if (fits(users) && !losses.some(({ text }) => staying.has(placeOf(text)))) {
    const others = changesBetween(before, { users: state.users, access }).losses;
    return !hasFailure && fits(new Set([...users, ...others.map(({ user }) => user)])) ? adopted : kept;
  }
  const hold = {
    since: now,
    reason: 'config' as const,
    users: [...users].toSorted(),
    losses: losses.map(({ text }) => text),
    counted: { users: users.size, of: withAccess },
  };
  const held = holdOf(hold, state.heldConfig);
  if (approvals.has(held.id) && !hasFailure) return { ...adopted, approved: held.id };
  return { ...kept, held };
}

interface Loss {
  /** UserId. */
  readonly user: string;
  /** `USERID HOSTGROUP RIGHT`. */
  readonly text: string;
}

function lossesOf(before: AccessMap, after: AccessMap): readonly Loss[] {
  const losses: Loss[] = [];
  for (const [hostGroup, users] of before) {
    for (const [user, was] of users) {
      const right = lostRight(was, after.get(hostGroup)?.get(user));
      if (right !== undefined) losses.push({ user, text: `${user} ${hostGroup} ${right}` });
    }
  }
  return losses.toSorted((one, other) => (one.text < other.text ? -1 : 1));
}

/** `USERID HOSTGROUP`: whichever right it is. */
function placeOf(loss: string): string {
  return loss.slice(0, loss.lastIndexOf(' '));
}

function lostRight(was: Access, is: Access | undefined): Access['right'] | undefined {
  if (is === undefined) return 'login';
  return was.right === 'sudo' && is.right !== 'sudo' ? 'sudo' : undefined;
}
