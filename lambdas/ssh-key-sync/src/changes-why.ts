import { isEffective } from './belief/fact.ts';
import { isTreeOut } from './belief/tree-out.ts';
import type { Fact, User } from './state.ts';

/** Why a user gains and loses, in words for people. */
export interface Causes {
  /** When the last of what ended did so, as far as is known; undefined where nothing did. In milliseconds since the epoch. */
  readonly ended: number | undefined;
  /** Of what these groups gave; or of one key. */
  ofLoss(groups: readonly string[] | undefined, key: string | undefined): string;
  ofGain(groups: readonly string[] | undefined, key: string | undefined): string;
}

export function causesOf(before: User | undefined, after: User | undefined): Causes {
  const ended = [
    ...endedIn(before?.groups, after?.groups).map((each) => ({ ...each, words: leftGroup(each, after) })),
    ...endedIn(before?.keys, after?.keys).map((each) => ({ ...each, words: lostKey(each, after) })),
  ];
  const begun = [
    ...begunIn(before?.groups, after?.groups).map(({ id, fact }) => ({ id, words: joinedGroup(id, fact) })),
    ...begunIn(before?.keys, after?.keys).map(({ id, fact }) => ({ id, words: gotKey(id, fact) })),
  ];
  const isRenamed = before?.login !== undefined && after?.login !== before.login;
  const renamed = isRenamed
    ? `the login name changed from ${before.login} to ${after?.login ?? 'none'}`
    : undefined;
  const other = before?.login === undefined ? 'the login name is given' : 'the config has changed';
  return {
    ended: ended.length === 0 ? undefined : Math.max(...ended.map(({ fact }) => sinceOf(fact))),
    ofLoss: (groups, key) => wordsFor(ended, { groups, key, renamed }) ?? 'the config has changed',
    ofGain: (groups, key) => wordsFor(begun, { groups, key, renamed }) ?? other,
  };
}

interface Cause {
  readonly id: string;
  readonly words: string;
}

/** What is said of the groups or the key in question; else that the name changed; else of anything that did. */
function wordsFor(
  causes: readonly Cause[],
  {
    groups,
    key,
    renamed,
  }: {
    readonly groups: readonly string[] | undefined;
    readonly key: string | undefined;
    readonly renamed: string | undefined;
  },
): string | undefined {
  const meant = causes.filter(({ id }) => id === key || groups?.includes(id) === true);
  if (meant.length === 0 && renamed !== undefined) return renamed;
  const told = meant.length > 0 ? meant : causes;
  return told.length === 0 ? undefined : told.map(({ words }) => words).join('; ');
}

interface Changed {
  readonly id: string;
  readonly fact: Fact;
}

type Facts = Readonly<Record<string, Fact>>;

/** What held before, and has ended since; as it is now. */
function endedIn(before: Facts = {}, after: Facts = {}): readonly Changed[] {
  return Object.entries(after).flatMap(([id, fact]) =>
    fact.ended !== undefined && isEffective(before[id]) ? [{ id, fact }] : [],
  );
}

/** What holds now, and did not before. */
function begunIn(before: Facts = {}, after: Facts = {}): readonly Changed[] {
  return Object.entries(after).flatMap(([id, fact]) =>
    isEffective(fact) && (!isEffective(before[id]) || isReleased(before[id], fact)) ? [{ id, fact }] : [],
  );
}

/** Whether it gives root by now. */
function isReleased(before: Fact | undefined, { withheld }: Fact): boolean {
  return before?.withheld !== undefined && withheld === undefined;
}

function sinceOf({ claimed, missed, confirmed, seen }: Fact): number {
  return claimed ?? missed ?? confirmed ?? seen;
}

function leftGroup({ id, fact }: Changed, user: User | undefined): string {
  if (fact.claimed !== undefined && user?.gone === fact.claimed) return `deleted (${sources(fact)})`;
  return fact.claimed === undefined
    ? `no longer in ${id} (${sources(fact)})`
    : `left ${id} (${sources(fact)})`;
}

function lostKey({ id, fact }: Changed, user: User | undefined): string {
  if (fact.claimed !== undefined && user?.gone === fact.claimed) return `deleted (${sources(fact)})`;
  if (fact.claimed === undefined && isTreeOut(fact))
    return `the config no longer has the tree of parameters with the key ${id}`;
  return `key ${id} deactivated or deleted (${sources(fact)})`;
}

function joinedGroup(id: string, fact: Fact): string {
  return fact.begun === undefined ? `in ${id} (${sources(fact)})` : `joined ${id} (${sources(fact)})`;
}

function gotKey(id: string, fact: Fact): string {
  return `new key ${id} (${sources(fact)})`;
}

function sources({ claimed, begun, missed, confirmed, ended, seen }: Fact): string {
  if (claimed !== undefined) return `event of ${timeOf(claimed)}`;
  if (missed !== undefined && (confirmed !== undefined || ended !== undefined)) {
    return `missed by two reads, of ${timeOf(missed)} and ${timeOf(confirmed ?? ended ?? missed)}`;
  }
  return begun === undefined ? `read of ${timeOf(seen)}` : `event of ${timeOf(begun)}`;
}

function timeOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
