import { createHash } from 'node:crypto';
import type { SyncConfig } from './config.ts';
import type { Draft } from './belief/draft.ts';
import { dueBy, taken } from './belief/fact.ts';
import type { Held } from './state.ts';
import { emptiedGroups } from './removals-emptied.ts';

export interface RemovalInput {
  readonly config: Pick<SyncConfig, 'removals'>;
  /** UserIds of who has access, before anything is taken away. */
  readonly withAccess: ReadonlySet<string>;
  /** UserIds of who has lost something by reads lately, and got nothing since. */
  readonly lately: ReadonlySet<string>;
  /** Ids of what operators let go. */
  readonly approvals: ReadonlySet<string>;
  /** Whether a read failed in this run: nothing is taken away then. */
  readonly hasFailure: boolean;
  /** Whether nobody loses anything by it, so that it is taken away whatever else is so. */
  readonly isFree: (due: Due) => boolean;
  /** What was held before. */
  readonly held: Held | undefined;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

export interface Removals {
  /** Whether nothing that is due is left. */
  readonly isAllTaken: boolean;
  /** UserIds of who loses something now by what reads say, but for what an approval lets go. */
  readonly losers: ReadonlySet<string>;
  readonly held: Held | undefined;
  /** Groups that have nobody left, without an event that says so. */
  readonly emptied: readonly string[];
  /** Ids of approvals that let nothing go. */
  readonly unused: readonly string[];
}

/** A membership or a key that is to be taken away. */
export interface Due {
  readonly user: string;
  readonly of: 'groups' | 'keys';
  /** `SOURCE:GROUP`, or the key's id. */
  readonly what: string;
  readonly by: 'event' | 'read';
}

/** Takes away in the draft what is due and may go. What events say is counted first; what is held is held whole. */
export function takeAway(draft: Draft, input: RemovalInput): Removals {
  const all = dueIn(draft);
  take(draft, all.filter(input.isFree));
  const due = all.filter((each) => !input.isFree(each));
  const emptied = emptiedGroups(draft, due);
  const { held, go } = divided(due, new Set(emptied), input);
  const id = held.length === 0 ? undefined : idOf(held);
  const isApproved = id !== undefined && input.approvals.has(id) && !input.hasFailure;
  if (!input.hasFailure) take(draft, isApproved ? due : go);
  const isHeld = id !== undefined && !isApproved;
  return {
    losers: losersIn(input.hasFailure ? [] : go.filter(({ by }) => by === 'read'), input.withAccess),
    isAllTaken: !isHeld && (due.length === 0 || !input.hasFailure),
    held: isHeld
      ? heldOf(held, id, { reason: emptied.length > 0 ? 'empty-group' : 'cap', input })
      : undefined,
    emptied: isApproved ? [] : emptied,
    unused: [...input.approvals].filter((approval) => !isApproved || approval !== id),
  };
}

function dueIn(draft: Draft): readonly Due[] {
  return [...draft.users.values()].flatMap(({ id, groups, keys }) => [
    ...[...groups].flatMap(([what, fact]) => dueOf({ user: id, of: 'groups', what }, dueBy(fact))),
    ...[...keys].flatMap(([what, fact]) => dueOf({ user: id, of: 'keys', what }, dueBy(fact))),
  ]);
}

function dueOf(what: Omit<Due, 'by'>, by: Due['by'] | undefined): readonly Due[] {
  return by === undefined ? [] : [{ ...what, by }];
}

/** Who has lost something lately counts with what reads say, as a broken read may go on for many rounds and runs. */
function divided(
  due: readonly Due[],
  emptied: ReadonlySet<string>,
  { config: { removals }, withAccess, lately }: RemovalInput,
): { readonly held: readonly Due[]; readonly go: readonly Due[] } {
  const mostOf = (users: number) => Math.max(removals.most, Math.floor((removals.percent * users) / 100));
  const events = due.filter(({ by }) => by === 'event');
  if (losersIn(events, withAccess).size > mostOf(withAccess.size)) return { held: due, go: [] };
  const most = mostOf(new Set([...withAccess, ...lately]).size);
  const fits = (some: readonly Due[]) => new Set([...losersIn(some, withAccess), ...lately]).size <= most;
  const isOfEmptied = ({ by, of, what }: Due) => by === 'read' && of === 'groups' && emptied.has(what);
  const others = due.filter((each) => !isOfEmptied(each));
  const go = fits(others) ? others : events;
  const going = new Set(go);
  return { held: due.filter((each) => !going.has(each)), go };
}

function losersIn(due: readonly Due[], withAccess: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(due.flatMap(({ user }) => (withAccess.has(user) ? [user] : [])));
}

function take(draft: Draft, due: readonly Due[]): void {
  for (const { user, of, what } of due) {
    const known = draft.users.get(user);
    const fact = known?.groups.get(what);
    const key = known?.keys.get(what);
    if (of === 'groups' && fact !== undefined) known?.groups.set(what, taken(fact));
    if (of === 'keys' && key !== undefined) known?.keys.set(what, taken(key));
  }
}

/** The same losses have the same id, whenever and in whatever order they were found. */
function idOf(due: readonly Due[]): string {
  return createHash('sha256').update(lossesOf(due).join('\n')).digest('hex').slice(0, 12);
}

function lossesOf(due: readonly Due[]): readonly string[] {
  return due.map(({ user, what }) => `${user} ${what}`).toSorted();
}

function heldOf(
  due: readonly Due[],
  id: string,
  { reason, input: { held, now } }: { readonly reason: Held['reason']; readonly input: RemovalInput },
): Held {
  return {
    id,
    since: held?.id === id ? held.since : now,
    reason,
    users: [...new Set(due.map(({ user }) => user))].toSorted(),
    losses: lossesOf(due),
  };
}
