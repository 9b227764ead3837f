import type { Claim, Notes, Sight } from './notes.ts';
import type { Save } from './sim-store.ts';
import type { Truth } from './truth.ts';

/** What was known of a fact when a state was written. */
export interface Proof {
  /** Whether it may be taken away: see {@link judge}. */
  mayEnd(fact: string, at: Moment): boolean;
  /** Whether it had been seen, and may not be taken away. */
  mustStay(fact: string, at: Moment): boolean;
  /** Whether it may be given. */
  mayBegin(fact: string, at: Moment): boolean;
  /** Whether an event that a run was given, and that is in the state since then, ended it, and when that was heard. */
  toldEnds(fact: string): readonly Claim[];
}

/** When a state was written, and when the manifest that comes of it was put into the bucket. */
export interface Moment {
  readonly saved: number;
  readonly put: number;
}

export interface ProofParts {
  readonly truth: Truth;
  readonly notes: Notes;
  readonly saves: readonly Save[];
  /** In milliseconds. */
  readonly confirmAfter: number;
}

const STALE = 60_000;
/** An event has whole seconds. */
const SECOND = 1_000;
/** A read of several calls begins before the call that shows it. */
const PARTS = 20_000;

export function createProof({ truth, notes, saves, confirmAfter }: ProofParts): Proof {
  /** An event has only a name: whose it was had to be known when the run was given the event. */
  const isMapped = ({ fact, name, heard }: Claim): boolean => {
    const [user = ''] = fact.split(' ');
    const state = saves.findLast(({ at }) => at <= heard)?.state;
    return name === '' ? state?.users[user] !== undefined : state?.users[user]?.name === name;
  };
  const presences = (fact: string, { saved }: Moment) => ({
    reads: notes.sights(fact).filter(({ isThere, known, isVoid }) => isThere && !isVoid && known <= saved),
    events: notes.claims(fact).filter(({ isThere, known }) => isThere && known <= saved),
  });
  type Presences = ReturnType<typeof presences>;

  /** A missed sight counts no more when something that is known for certain to be later has shown the opposite. */
  const isMoot = ({ shown, ended }: Sight, { reads, events }: Presences): boolean =>
    events.some(({ at }) => at > shown) || reads.some(({ began }) => began - STALE >= ended);
  const isOld = ({ at }: Claim, { reads, events }: Presences): boolean =>
    events.some((event) => secondOf(event.at) > secondOf(at)) ||
    reads.some(({ began }) => began - STALE >= at + SECOND);

  const mayEnd: Proof['mayEnd'] = (fact, moment) => {
    const there = presences(fact, moment);
    const ended = notes.claims(fact).filter(({ isThere, heard }) => !isThere && heard <= moment.put);
    if (ended.some((claim) => !isOld(claim, there))) return true;
    const missed = notes
      .sights(fact)
      .filter((sight) => !sight.isThere && sight.ended <= moment.put && !isMoot(sight, there));
    return missed.some((first) =>
      missed.some((second) => second.began - first.began >= confirmAfter - PARTS),
    );
  };
  return {
    mayEnd,
    mustStay: (fact, moment) => presences(fact, moment).reads.length > 0 && !mayEnd(fact, moment),
    mayBegin: (fact, moment) => {
      const told = notes
        .claims(fact)
        .filter((claim) => !claim.isThere && claim.known <= moment.saved && isMapped(claim))
        .map(({ at }) => at);
      const known = [...told, confirmedAbsence(notes, { fact, moment, confirmAfter }) ?? -Infinity];
      return truth.fact(fact).wasIn(Math.max(-Infinity, ...known), moment.put);
    },
    toldEnds: (fact) => notes.claims(fact).filter((claim) => !claim.isThere && isMapped(claim)),
  };
}

/** The last instant at which two reads in a row that are in the state have shown that it is not so; nothing else was seen since then. */
function confirmedAbsence(
  notes: Notes,
  {
    fact,
    moment,
    confirmAfter,
  }: { readonly fact: string; readonly moment: Moment; readonly confirmAfter: number },
): number | undefined {
  const known = notes.sights(fact).filter(({ known: since }) => since <= moment.saved);
  const missed = known.filter(({ isThere, isVoid }) => !isThere && !isVoid);
  const begun = notes.claims(fact).filter(({ isThere }) => isThere);
  const pairs = missed.flatMap((second) => {
    const first = missed.find(({ began }) => second.began - began >= confirmAfter);
    if (first === undefined) return [];
    const since = first.began - STALE;
    const isShown = known.some(({ isThere, began }) => isThere && began >= since && began <= second.ended);
    return isShown || begun.some(({ at }) => at >= since) ? [] : [second.shown];
  });
  return pairs.length === 0 ? undefined : Math.max(...pairs);
}

function secondOf(at: number): number {
  return Math.floor(at / SECOND);
}
