import type { Content } from '../content.ts';
import type { Delivery } from '../delivery.ts';
import type { Sent } from '../destination.ts';
import { ageOf, type Lane } from './lane.ts';
import { type FinalOutcome, isSettled, type Mark, markOf, withMark } from './marks.ts';
import { changeOf, type Piece } from './piece.ts';
import { type Ending, refuse, secondsOf, settle } from './settle.ts';
import { isLate, type SubjectState } from './subject-state.ts';

/** How far telling a piece has come. */
export type Progress =
  /** It is settled. */
  | 'done'
  /** So it is, and the destination has it. */
  | 'accepted'
  /** It comes back, and what is of the same subject with it. */
  | 'back';

/**
 * Tells a destination of one piece. That it is being sent is written before, and what came of it after it.
 * Rejects with the store's errors.
 */
export async function tell(piece: Piece, lane: Lane): Promise<Progress> {
  const { delivery, message } = piece;
  const { subject, content } = delivery;
  const { rules, course, log } = lane;
  const state = lane.records.subject(subject);
  const before = markOf(state.marks, delivery.key);
  if (isSettled(before, delivery.parked?.at)) {
    log.fates.set(message.id, { status: 'repeat' });
    return 'done';
  }
  const needless = needlessOf(delivery, state, lane);
  if (needless !== undefined) {
    await settle(piece, { outcome: needless }, lane);
    return 'done';
  }
  if (!(await lane.turn.take())) return 'back';
  // An invocation that ended too early left this mark, and nobody knows what came of its send.
  if (before?.status === 'sending' && !rules.isIdempotent) lane.countDouble(1);
  const isRepeat =
    before?.status === 'sending' || before?.isRepeat === true || delivery.parked?.mayHaveArrived === true;
  if (!(await claim(piece, { before, isRepeat }, lane))) {
    course.stop({ reason: 'another invocation is at work on it', isDown: false, retryAfter: 5 });
    return 'back';
  }
  const change = changeOf(delivery);
  const late = change !== undefined && isLate(state, change);
  const answer = await lane.send({
    content: late ? withRemark(content) : content,
    key: delivery.key,
    subject,
    thread: late ? undefined : state.thread,
    isRepeat,
  });
  if (answer.status === 'failed') {
    course.fail(answer.failure);
    log.failed.push({ piece, failure: answer.failure });
    return 'back';
  }
  course.accept();
  if (answer.status === 'refused') {
    const refusal = { outcome: 'refused', reason: answer.reason, mayHaveArrived: isRepeat } as const;
    const problem = await refuse(piece, refusal, lane);
    if (problem === undefined) return 'done';
    const failure = { reason: problem, mayHaveArrived: false, isLimit: false, isOurs: false };
    log.failed.push({ piece, failure });
    return 'back';
  }
  const { sent } = answer;
  const outcome = sent.withheld === undefined ? 'sent' : 'withheld';
  if (outcome === 'sent') log.ages.push(ageOf(delivery, lane.clock) / 1_000);
  await settle(piece, { outcome, reason: sent.withheld, ...threadAfter(sent, content, late) }, lane);
  return outcome === 'sent' ? 'accepted' : 'done';
}

/** What there is no need to send. */
function needlessOf(delivery: Delivery, state: SubjectState, { rules }: Lane): FinalOutcome | undefined {
  if (delivery.content.type === 'graph')
    return rules.takesGraphs && state.thread !== undefined ? undefined : 'dropped';
  const change = changeOf(delivery);
  return change !== undefined && rules.late === 'skip' && isLate(state, change) ? 'superseded' : undefined;
}

interface Claim {
  readonly before: Mark | undefined;
  readonly isRepeat: boolean;
}

/** Answers false where somebody else has changed the mark since. */
async function claim({ delivery }: Piece, { before, isRepeat }: Claim, lane: Lane): Promise<boolean> {
  const key = delivery.key;
  const at = secondsOf(lane.clock.now());
  const mark: Mark = { ...before, key, status: 'sending', at, isRepeat };
  return lane.records.changeSubject(
    delivery.subject,
    (state) => {
      const now = markOf(state.marks, key);
      const isAsBefore = now?.status === before?.status && now?.at === before?.at;
      return isAsBefore ? { ...state, marks: withMark(state.marks, mark) } : undefined;
    },
    lane.signal,
  );
}

/** A late change, and a graph, leave the thread as it is. */
function threadAfter({ thread, withheld }: Sent, content: Content, late: boolean): Pick<Ending, 'thread'> {
  const isKept = late || (thread === undefined && (content.type === 'graph' || withheld !== undefined));
  return isKept ? {} : { thread: { value: thread } };
}

function withRemark(content: Content): Content {
  if (content.type !== 'alarm' && content.type !== 'notice') return content;
  const { remarks = [] } = content;
  return { ...content, remarks: [...remarks, 'A later change has been told before this one.'] };
}
