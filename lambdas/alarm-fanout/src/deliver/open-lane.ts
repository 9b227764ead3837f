import type { Clock } from '../clock.ts';
import type { Store } from '../store.ts';
import { createCourse } from './course.ts';
import { HOUR, type Lane, type LaneLog } from './lane.ts';
import type { Parking } from './park.ts';
import type { Piece } from './piece.ts';
import { readRecords } from './records.ts';
import { createSend } from './send.ts';
import type { Target } from './target.ts';
import { createTurn } from './turn.ts';

export interface OpenLaneOptions {
  readonly target: Target;
  readonly pieces: readonly Piece[];
  readonly log: LaneLog;
  readonly parking: Parking;
}

/** What all destinations of a batch have in common. */
export interface LaneInput extends Pick<Lane, 'signal' | 'answerBy' | 'random'> {
  readonly store: Store;
  readonly clock: Clock;
  /** In hours. */
  readonly giveUpAfter: number;
  readonly countDouble: (destination: string, changes: number) => void;
}

/** After this nothing is begun that a slow destination could draw out beyond the end; in milliseconds. */
const BEGINS_WITHIN = 30_000;

/** Reads what is known of a destination, and what is to be told there. Rejects with the store's errors. */
export async function openLane(
  name: string,
  { target, pieces, log, parking }: OpenLaneOptions,
  input: LaneInput,
): Promise<Lane> {
  const { store, clock, signal, answerBy, random, giveUpAfter, countDouble } = input;
  const { rules, window } = target;
  const endsAt = clock.now() + BEGINS_WITHIN;
  const subjects = [...new Set(pieces.map(({ delivery }) => delivery.subject))];
  const records = await readRecords({ store, clock, destination: name, subjects }, signal);
  const { lastSent } = records.lane();
  const turn = createTurn({ clock, pace: rules.pace, lastSent, endsAt, signal });
  return {
    name,
    rules,
    window,
    giveUpAfter: giveUpAfter * HOUR,
    records,
    turn,
    send: createSend({ target, turn, signal }),
    course: createCourse(),
    parking,
    log,
    clock,
    signal,
    answerBy,
    random,
    countDouble: (changes) => countDouble(name, changes),
  };
}
