import type { Clock } from '../clock.ts';
import type { Rules } from '../destination.ts';
import type { Course } from './course.ts';
import type { Failure } from './failure.ts';
import type { FinalOutcome } from './marks.ts';
import type { Parking } from './park.ts';
import type { Piece } from './piece.ts';
import type { Records } from './records.ts';
import type { Send } from './send.ts';
import type { Turn } from './turn.ts';

/** One destination's part of a batch, and what it is worked on with. */
export interface Lane {
  readonly name: string;
  readonly rules: Rules;
  /** How long a storm's window is, in milliseconds. */
  readonly window: number;
  /** In milliseconds. */
  readonly giveUpAfter: number;
  readonly records: Records;
  readonly turn: Turn;
  readonly send: Send;
  readonly course: Course;
  readonly parking: Parking;
  readonly log: LaneLog;
  readonly clock: Clock;
  /** Ends what is sent. */
  readonly signal: AbortSignal;
  /** Ends what is written. */
  readonly answerBy: AbortSignal;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** So many changes may have arrived, nobody knows, and are told again: counted at once, as the invocation may end at any time. */
  readonly countDouble: (changes: number) => void;
}

/** In milliseconds. */
export const HOUR = 3_600_000;

/** What became of a piece. */
export type Fate =
  | { readonly status: 'settled'; readonly outcome: FinalOutcome; readonly reason?: string | undefined }
  /** It had been settled before. */
  | { readonly status: 'repeat' }
  | { readonly status: 'waits'; readonly reason: string; readonly retryAfter: number }
  | { readonly status: 'failed'; readonly reason: string; readonly retryAfter: number };

/** A piece whose send has failed; it still has the mark `sending`. */
export interface Failed {
  readonly piece: Piece;
  readonly failure: Failure;
}

/** What happens, as it does. */
export interface LaneLog {
  /** By message. */
  readonly fates: Map<string, Fate>;
  readonly failed: Failed[];
  /** How long it took from when something was handed over until the destination had it, in seconds. */
  readonly ages: number[];
  /** How many changes each digest listed. */
  readonly digests: number[];
  /** What the dead-letter queue was given. */
  readonly parked: ParkedPiece[];
  /** When the window ends that was opened. */
  until?: number | undefined;
  /** How long the lane itself asks for, in seconds: what is left of a window, or until a digest is tried again. */
  laneWait?: number | undefined;
}

export interface ParkedPiece {
  readonly key: string;
  readonly subject: string;
  readonly reason: string;
}

export function noLog(): LaneLog {
  return { fates: new Map(), failed: [], ages: [], digests: [], parked: [] };
}

/** How long ago something was handed over, in milliseconds. */
export function ageOf({ handedOverAt }: { readonly handedOverAt: string }, clock: Clock): number {
  return Math.max(0, clock.now() - Date.parse(handedOverAt));
}
