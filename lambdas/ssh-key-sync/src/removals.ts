import type { SyncConfig } from './config.ts';
import type { Draft } from './belief/draft.ts';
import { dueBy, taken } from './belief/fact.ts';
import { holdOf, mostOf, stayingIn } from './hold.ts';
import { emptiedGroups } from './removals-emptied.ts';
import type { Fact, Held, State } from './state.ts';

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
  /** Before this run. */
  readonly state: Pick<State, 'users' | 'held'>;
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
  /** The time of the event. */
  readonly claimed: number | undefined;
}

/**
 * Takes away in the draft what is due and may go. What events say is counted first; what is held is held whole, and stays until it is not due
 * any more, an event says it anew, or it is approved. It counts no further against events, and against what reads say only if reads said it.
 */
export function takeAway(draft: Draft, input: RemovalInput): Removals {
  const all = dueIn(draft);
  take(draft, all.filter(input.isFree));
  const due = all.filter((each) => !input.isFree(each));
  const emptied = emptiedGroups(draft, due);
  const go = goingIn(due, new Set(emptied), input);
  const held = heldOf(due, { going: new Set(go), hasEmptied: emptied.length > 0, input });
  const isApproved = held !== undefined && input.approvals.has(held.id) && !input.hasFailure;
  if (!input.hasFailure) take(draft, isApproved ? due : go);
  const isHeld = held !== undefined && !isApproved;
  return {
    losers: losersIn(input.hasFailure ? [] : go.filter(({ by }) => by === 'read'), input.withAccess),
    isAllTaken: !isHeld && (due.length === 0 || !input.hasFailure),
    held: isHeld ? held : undefined,
    emptied: isApproved ? [] : emptied,
    unused: [...input.approvals].filter((approval) => !isApproved || approval !== held.id),
  };
}

function dueIn(draft: Draft): readonly Due[] {
  return [...draft.users.values()].flatMap(({ id, groups, keys }) => [
    ...[...groups].flatMap(([what, fact]) => dueOf({ user: id, of: 'groups', what }, fact)),
    ...[...keys].flatMap(([what, fact]) => dueOf({ user: id, of: 'keys', what }, fact)),
  ]);
}

function dueOf(what: Pick<Due, 'user' | 'of' | 'what'>, fact: Fact): readonly Due[] {
  const by = dueBy(fact);
  return by === undefined ? [] : [{ ...what, by, claimed: fact.claimed }];
}

/** Who has lost something lately, or is held by reads for being too many, counts with what reads say, as a broken read may go on for many rounds and runs. */
function goingIn(
  due: readonly Due[],
  emptied: ReadonlySet<string>,
  { config: { removals }, withAccess, lately, state }: RemovalInput,
): readonly Due[] {
  const staying = stayingIn(state.held, removals);
  const isToldAnew = ({ user, of, what, claimed }: Due) =>
    claimed !== undefined && claimed !== state.users[user]?.[of][what]?.claimed;
  const fresh = due.filter((each) => !staying.has(lossOf(each)) || isToldAnew(each));
  const events = fresh.filter(({ by }) => by === 'event');
  if (losersIn(events, withAccess).size > mostOf(removals, withAccess.size)) return [];
  const isOfEmptied = ({ by, of, what }: Due) => by === 'read' && of === 'groups' && emptied.has(what);
  const others = fresh.filter((each) => !isOfEmptied(each));
  const isHeldByReads = (each: Due): boolean =>
    each.by === 'read' && staying.has(lossOf(each)) && !isOfEmptied(each);
  const before = due.filter(isHeldByReads);
  const losers = new Set([...losersIn([...others, ...before], withAccess), ...lately]);
  return losers.size <= mostOf(removals, new Set([...withAccess, ...lately]).size) ? others : events;
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

interface Holding {
  readonly going: ReadonlySet<Due>;
  readonly hasEmptied: boolean;
  readonly input: RemovalInput;
}

/** What does not go. All that is due counts: it did not fit together. */
function heldOf(due: readonly Due[], { going, hasEmptied, input }: Holding): Held | undefined {
  const { withAccess, state, now } = input;
  const kept = due.filter((each) => !going.has(each));
  if (kept.length === 0) return undefined;
  const losses = kept.map(lossOf).toSorted();
  const known = new Set(state.held?.losses);
  const wasEmptied = state.held?.reason === 'empty-group' && losses.some((loss) => known.has(loss));
  const lately = due.some(({ by }) => by === 'read') ? input.lately : [];
  const hold = {
    since: now,
    reason: hasEmptied || wasEmptied ? ('empty-group' as const) : ('cap' as const),
    users: [...new Set(kept.map(({ user }) => user))].toSorted(),
    losses,
    counted: {
      users: new Set([...losersIn(due, withAccess), ...lately]).size,
      of: new Set([...withAccess, ...lately]).size,
    },
  };
  return holdOf(hold, state.held);
}

function lossOf({ user, what }: Due): string {
  return `${user} ${what}`;
}
