import { isPending, type LaneState } from './lane-state.ts';

/** What is next to do where storms are grouped. */
export type StormStep =
  /** A window is open; all waits, so many seconds. */
  | { readonly step: 'wait'; readonly seconds: number }
  /** All but the last message are kept for the digest; there are more to come. */
  | { readonly step: 'hold' }
  /** All goes as one digest. */
  | { readonly step: 'digest' }
  /** What is held already goes as one digest, or one that may have arrived goes again; all else waits for its window. */
  | { readonly step: 'flush' }
  /** The first goes as it is, and opens a window; the others wait. */
  | { readonly step: 'first' };

export interface Weather {
  readonly lane: LaneState;
  /** What is to be told, in its order. */
  readonly texts: readonly { readonly handedOverAt: string }[];
  /** Whether there may be more in the queue. */
  readonly isFull: boolean;
  /** In milliseconds since the epoch. */
  readonly now: number;
  /** How long a window is, in milliseconds. */
  readonly window: number;
}

/** How much a digest lists before it has to go, but for a batch that comes on top. */
const MOST = 100;
/** Of a digest that may have to go into a queue as one message. */
const MOST_BYTES = 150_000;

/** Decides what is next; undefined where there is nothing to do. */
export function stormStep({ lane, texts, isFull, now, window }: Weather): StormStep | undefined {
  const { held, sending } = lane;
  // A clock that was put back is no reason to wait for longer.
  const until = Math.min(lane.until ?? 0, now + window);
  if (texts.length === 0 && !isPending(lane)) return undefined;
  if (now < until) return { step: 'wait', seconds: secondsUntil(until, now) };
  if (sending !== undefined || isLarge(held)) return { step: 'flush' };
  const hasWaited = texts.some(({ handedOverAt }) => Date.parse(handedOverAt) < until);
  if (held.length === 0 && (texts.length < 2 || !hasWaited)) return { step: 'first' };
  const isMore = isFull && texts.length > 1 && held.length + texts.length < MOST;
  return { step: isMore ? 'hold' : 'digest' };
}

/** Whether nothing more may be added, however long the destination does not take it. */
function isLarge(held: LaneState['held']): boolean {
  return held.length >= MOST || Buffer.byteLength(JSON.stringify(held)) >= MOST_BYTES;
}

/** Whole seconds, as SQS has them; it must not be earlier. */
export function secondsUntil(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1_000));
}
