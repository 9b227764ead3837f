import type { AlarmContent, DigestEntry, NoticeContent } from '../content.ts';
import { digestEntryOf } from '../words/digest-entry.ts';
import type { Lane } from './lane.ts';
import { type Held, hasEntry } from './lane-state.ts';
import { type Mark, markOf, withMark } from './marks.ts';
import { changeOf, isEnd, type Piece } from './piece.ts';
import { secondsOf, settle } from './settle.ts';
import { isLate, withChange } from './subject-state.ts';

/** A piece that a digest can list. */
export interface Text extends Piece {
  readonly delivery: Piece['delivery'] & { readonly content: AlarmContent | NoticeContent };
}

export function isText(piece: Piece): piece is Text {
  const { type } = piece.delivery.content;
  return type === 'alarm' || type === 'notice';
}

/** A link of that length is not worth the room that it takes. */
const LONGEST_LINK = 1_500;

/**
 * Keeps pieces for the next digest. They are in the lane before they have their marks, so that none is lost or listed twice.
 * Rejects with the store's errors.
 */
export async function hold(texts: readonly Text[], lane: Lane): Promise<void> {
  const { records, signal } = lane;
  const wanted: Text[] = [];
  for (const text of texts) {
    if (isSuperseded(text, wanted, lane)) await settle(text, { outcome: 'superseded' }, lane);
    else wanted.push(text);
  }
  const isOfNobody = ({ delivery }: Text): boolean => {
    const mark = markOf(records.subject(delivery.subject).marks, delivery.key);
    return mark?.status === 'sending' && !lane.rules.isIdempotent;
  };
  // Listed, it may be there twice.
  for (const text of wanted) if (isOfNobody(text)) lane.countDouble(1);
  await records.changeLane((state) => {
    const added = wanted.filter(({ delivery }) => !hasEntry(state, delivery.key));
    return added.length === 0
      ? undefined
      : { ...state, held: [...state.held, ...added.map((text) => heldOf(text, lane))] };
  }, signal);
  await markHeld(wanted, lane);
}

/** Marks pieces that are in the lane. Rejects with the store's errors. */
export async function markHeld(texts: readonly Text[], lane: Lane): Promise<void> {
  const bySubject = Map.groupBy(texts, ({ delivery }) => delivery.subject);
  const at = secondsOf(lane.clock.now());
  const writing = [...bySubject].map(async ([subject, own]) => {
    await lane.records.changeSubject(
      subject,
      (before) => {
        let state = before;
        for (const { delivery } of own) {
          const mark: Mark = { key: delivery.key, status: 'grouped', at };
          const change = changeOf(delivery);
          const hasEnded = change !== undefined && isEnd(change) && !isLate(state, change);
          state = { ...withChange(state, change), marks: withMark(state.marks, mark) };
          // What comes next is another incident.
          if (hasEnded) state = { ...state, thread: undefined };
        }
        return state;
      },
      lane.answerBy,
    );
    for (const { message } of own) lane.log.fates.set(message.id, { status: 'settled', outcome: 'grouped' });
  });
  const written = await Promise.allSettled(writing);
  for (const each of written) if (each.status === 'rejected') throw each.reason;
}

/** Whether a later change was told, or is going to be with these. */
function isSuperseded({ delivery }: Text, before: readonly Text[], { rules, records }: Lane): boolean {
  const change = changeOf(delivery);
  if (change === undefined || rules.late !== 'skip') return false;
  const own = before.filter(({ delivery: { subject } }) => subject === delivery.subject);
  const told = own.map((text) => changeOf(text.delivery));
  const state = told.reduce(withChange, records.subject(delivery.subject));
  return isLate(state, change);
}

function heldOf({ delivery }: Text, { records }: Lane): Held {
  const { handedOverAt, subject, key, parked } = delivery;
  const mark = markOf(records.subject(subject).marks, key);
  const { failures, worn, unknown } = mark ?? {};
  const isRepeat = mark?.status === 'sending' || mark?.isRepeat === true || parked?.mayHaveArrived === true;
  const entry = entryOf(delivery);
  const isShort = entry.link === undefined || entry.link.length <= LONGEST_LINK;
  const shown = isShort ? entry : { ...entry, link: undefined };
  return { entry: shown, handedOverAt, subject, isRepeat, failures, worn, unknown };
}

/** What cannot be put into words holds up nothing that can. */
function entryOf({ content, key }: Text['delivery']): DigestEntry {
  try {
    return digestEntryOf(content, key);
  } catch {
    const { title, ...change } =
      content.type === 'alarm'
        ? { title: content.alarm.name, state: content.alarm.state, at: content.alarm.at }
        : { title: content.notice.title, state: content.notice.status, at: content.notice.at };
    return { key, title, ...change, severity: 'error', place: '', summary: '' };
  }
}
