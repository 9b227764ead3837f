import { sendDigests } from './digest.ts';
import { hold, isText, type Text } from './hold.ts';
import type { Lane } from './lane.ts';
import type { Piece } from './piece.ts';
import { secondsUntil, stormStep } from './storm.ts';
import { chainsOf, stopFor, tellAll, tellOne } from './tell-all.ts';

/** What Lambda takes out of a FIFO queue at once. */
const BATCH = 10;
const WAITS = 'it waits for the others of the same storm';

/** Tells pieces where those of a storm go together; all are open. Never rejects. */
export async function tellGrouped(pieces: readonly Piece[], count: number, lane: Lane): Promise<void> {
  try {
    await tellTexts(pieces.filter(isText), count, lane);
  } catch (error) {
    stopFor(error, lane);
  }
  // Graphs follow their alarm's text, and what came back from the dead-letter queue as a digest is one.
  const { fates } = lane.log;
  const behind = new Set(
    pieces
      .filter((piece) => isText(piece) && !isSettledBy(fates.get(piece.message.id)?.status))
      .map(subjectOf),
  );
  const others = pieces.filter((piece) => !isText(piece) && !behind.has(subjectOf(piece)));
  await tellAll(others, lane);
}

/** @param count how many messages the batch has for this destination. */
async function tellTexts(texts: readonly Text[], count: number, lane: Lane): Promise<void> {
  const { records, log, clock } = lane;
  const step = stormStep({
    lane: records.lane(),
    texts: texts.map(({ delivery }) => delivery),
    isFull: count >= BATCH,
    now: clock.now(),
    window: lane.window,
  });
  const wait = (waiting: readonly Text[], retryAfter: number): void => {
    for (const { message } of waiting)
      log.fates.set(message.id, { status: 'waits', reason: WAITS, retryAfter });
  };
  switch (step?.step) {
    case 'wait':
      log.laneWait = step.seconds;
      return wait(texts, step.seconds);
    case 'hold':
      await hold(texts.slice(0, -1), lane);
      return wait(texts.slice(-1), 0);
    case 'digest':
      await hold(texts, lane);
      if (await sendDigests(lane)) openWindow(count < BATCH, lane);
      return;
    case 'flush':
      if (await sendDigests(lane)) {
        openWindow(texts.length === 0, lane);
        if (log.until === undefined) wait(texts, 0);
      }
      break;
    case 'first':
      await tellFirst(texts, lane);
      break;
    default:
  }
  if (log.until === undefined) return;
  const seconds = secondsUntil(log.until, clock.now());
  wait(
    texts.filter(({ message }) => !log.fates.has(message.id)),
    seconds,
  );
}

/** Tells one after the other, but for what is behind one of its subject that fails, until the destination has one, which opens a window. */
async function tellFirst(texts: readonly Text[], lane: Lane): Promise<void> {
  for (const chain of chainsOf(texts, lane)) {
    for (const text of chain) {
      const progress = await tellOne(text, lane);
      if (progress === 'back') break;
      if (progress === 'done') continue;
      lane.log.until = lane.clock.now() + lane.window;
      return;
    }
  }
}

/** Opens a window if the destination has taken something, and nothing more has waited for it. */
function openWindow(isAll: boolean, { course, clock, log, window }: Lane): void {
  if (isAll && course.accepted() > 0) log.until = clock.now() + window;
}

function isSettledBy(status: string | undefined): boolean {
  return status === 'settled' || status === 'repeat';
}

function subjectOf({ delivery }: Piece): string {
  return delivery.subject;
}
