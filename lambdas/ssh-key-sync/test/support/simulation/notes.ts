/**
 * What the Lambda has been shown and told, and how much of that is in the state since when: the judge's evidence. It is noted where
 * it is given, by what was so then; nothing of it comes from the Lambda.
 */
export interface Notes {
  /** Of a fact, as reads showed it. */
  sights(fact: string): readonly Sight[];
  /** Of a fact, as events told it. */
  claims(fact: string): readonly Claim[];
  see(sight: Omit<Sight, 'known' | 'isVoid'>): void;
  hear(claim: Omit<Claim, 'known'>): void;
  /** A part of what belongs together could not be read: what that run saw of it may not be used. */
  fail(run: number, scope: string): void;
  /** All that this run saw before it `begun` to write is in the state from `at` on. */
  save(run: number, times: { readonly begun: number; readonly at: number }): void;
}

export interface Sight {
  readonly fact: string;
  readonly isThere: boolean;
  /** Of the call. */
  readonly began: number;
  readonly ended: number;
  /** The instant that was shown. */
  readonly shown: number;
  readonly run: number;
  /** What else has to be read for it to count: `SOURCE:USER`; absent where nothing has. */
  readonly scope?: string | undefined;
  /** When it was in the state; Infinity: never. */
  known: number;
  isVoid: boolean;
}

export interface Claim {
  readonly fact: string;
  readonly isThere: boolean;
  /** When it happened, to the millisecond; the event has whole seconds. */
  readonly at: number;
  /** The IAM name that the event has, and its source. */
  readonly source: string;
  readonly name: string;
  readonly heard: number;
  readonly run: number;
  known: number;
}

export function createNotes(): Notes {
  const sights = new Map<string, Sight[]>();
  const claims = new Map<string, Claim[]>();
  const open = new Map<number, (Sight | Claim)[]>();
  const add = <T extends Sight | Claim>(lists: Map<string, T[]>, note: T): void => {
    const ofFact = lists.get(note.fact);
    if (ofFact === undefined) lists.set(note.fact, [note]);
    else ofFact.push(note);
    const ofRun = open.get(note.run);
    if (ofRun === undefined) open.set(note.run, [note]);
    else ofRun.push(note);
  };
  return {
    sights: (fact) => sights.get(fact) ?? [],
    claims: (fact) => claims.get(fact) ?? [],
    see: (sight) => add(sights, { ...sight, known: Infinity, isVoid: false }),
    hear: (claim) => add(claims, { ...claim, known: Infinity }),
    fail: (run, scope) => {
      for (const note of open.get(run) ?? []) if ('scope' in note && note.scope === scope) note.isVoid = true;
    },
    save: (run, { begun, at }) => {
      const all = open.get(run) ?? [];
      for (const note of all) if (timeOf(note) <= begun) note.known = at;
      open.set(
        run,
        all.filter((note) => timeOf(note) > begun),
      );
    },
  };
}

function timeOf(note: Sight | Claim): number {
  return 'ended' in note ? note.ended : note.heard;
}
