import type { Mark } from '../../../src/deliver/marks.ts';
import { laneKey, subjectKey } from '../../../src/deliver/record-keys.ts';
import type { LaneState } from '../../../src/deliver/lane-state.ts';
import type { SubjectState } from '../../../src/deliver/subject-state.ts';
import type { Delivery } from '../../../src/delivery.ts';
import type { SimChange } from './changes.ts';
import type { HandedOver } from './hand-over.ts';
import type { PostOffice } from './post-office.ts';
import type { Acceptance } from './sim-vendor.ts';

/** What came of all changes at one destination. */
export interface Judgement {
  readonly outcomes: Readonly<Record<string, number>>;
  /** Messages that the vendor took; of them digests. */
  readonly messages: number;
  readonly digests: number;
  /** How often a change is there once more; `unexcused`: though that could have been known. */
  readonly doubles: number;
  readonly countedDoubles: number;
  readonly deadLetters: number;
  /** From when it was handed over until the vendor had it, in milliseconds; in ascending order. */
  readonly latencies: readonly number[];
  /** What must never be. */
  readonly violations: readonly string[];
}

/** Looks for changes that are lost, doubled, or out of order. */
export function judge(
  office: PostOffice,
  changes: readonly SimChange[],
  handedOver: ReadonlyMap<string, HandedOver>,
): Judgement {
  const { name, vendor, target, counts } = office;
  const violations: string[] = [];
  const wrong = (what: string): void => void violations.push(`${name}: ${what}`);
  const accepted = Map.groupBy(
    vendor.accepted.flatMap((acceptance) => acceptance.keys.map((key) => ({ key, acceptance }))),
    ({ key }) => key,
  );
  const parked = Map.groupBy(parkedIn(office), ({ key }) => key);
  const marks = marksOf(office, changes);
  const outcomes: Record<string, number> = {};
  let doubles = 0;
  for (const { key, subject, at } of changes) {
    const own = marks.get(key);
    const status = own?.status ?? 'lost';
    outcomes[status] = (outcomes[status] ?? 0) + 1;
    const there = (accepted.get(key) ?? []).map(({ acceptance }) => acceptance);
    const dead = parked.get(key) ?? [];
    const excused = [...there.map(isExcused), ...dead.map((each) => each.isExcused)];
    if (!isAsSaid(status, there, dead))
      wrong(`${key} is ${status}, but is ${there.length} times at the vendor`);
    if (status === 'superseded' && !hasLater(changes, { subject, at }, marks))
      wrong(`${key} is superseded by nothing`);
    // Whoever sent it again did not, and could not, know that it was there.
    doubles += Math.max(0, there.length - 1);
    const excuses = excused.filter(Boolean).length;
    if (excused.length > excuses + 1)
      wrong(`${key} is there ${excused.length} times, with ${excuses} excuses`);
  }
  if (doubles > counts.possibleDoubles && !target.rules.isIdempotent)
    wrong(`${doubles} doubles, of which ${counts.possibleDoubles} were counted`);
  for (const problem of orderProblems(changes, accepted, handedOver)) wrong(problem);
  const gaps = vendor.arrivals.map((time, index) => time - (vendor.arrivals[index - 1] ?? -Infinity));
  if (gaps.some((gap) => gap < target.rules.pace)) wrong(`only ${Math.min(...gaps)} ms between two messages`);
  const lane = office.store.memory.items.get(laneKey(name))?.value as LaneState | undefined;
  if (lane !== undefined && (lane.held.length > 0 || lane.sending !== undefined))
    wrong('the lane still holds something');
  return {
    outcomes,
    messages: vendor.accepted.length,
    digests: vendor.accepted.filter(({ isDigest }) => isDigest).length,
    doubles,
    countedDoubles: counts.possibleDoubles,
    deadLetters: parked.size,
    latencies: latenciesOf(accepted, handedOver),
    violations,
  };
}

type Accepted = ReadonlyMap<string, readonly { readonly acceptance: Acceptance }[]>;

/** One change in a dead-letter queue. */
interface ParkedChange {
  readonly key: string;
  /** Whether whoever put it there could not write that down. */
  readonly isExcused: boolean;
  /** Whether it stood alone, and nobody knew whether it had arrived. */
  readonly isUnknown: boolean;
}

/** Nobody could know of it: its answer was lost, or whoever got it could not write it down. */
function isExcused({ isAnswered, life }: Acceptance): boolean {
  return !isAnswered || life.isOver() || life.hasFailed;
}

function isAsSaid(status: string, there: readonly Acceptance[], dead: readonly ParkedChange[]): boolean {
  switch (status) {
    case 'sent':
      return there.some(({ isDigest }) => !isDigest);
    case 'grouped':
      return there.some(({ isDigest }) => isDigest) || dead.length > 0;
    case 'superseded':
      return there.every(isExcused) && dead.every((each) => each.isExcused);
    case 'refused':
    case 'gave-up':
      return dead.length > 0 && there.every(isExcused);
    default:
      return false;
  }
}

/** What is in the dead-letter queue; what a digest lists for itself. */
export function parkedIn({ letters, queue }: PostOffice): readonly ParkedChange[] {
  const ofSqs = queue.deadLetters.map((body) => ({ body, isExcused: false }));
  const ofDeliver = letters.map(({ body, life }) => ({ body, isExcused: life.isOver() || life.hasFailed }));
  return [...ofSqs, ...ofDeliver].flatMap(({ body, ...parked }) => {
    const { key, content, parked: letter } = JSON.parse(body) as Delivery;
    const keys = content.type === 'digest' ? content.entries.map((entry) => entry.key) : [key];
    const isUnknown = keys.length === 1 && letter?.mayHaveArrived === true;
    return keys.map((each) => ({ key: each, isUnknown, ...parked }));
  });
}

function marksOf({ name, store }: PostOffice, changes: readonly SimChange[]): ReadonlyMap<string, Mark> {
  const subjects = new Set(changes.map(({ subject }) => subject));
  const states = [...subjects].map((subject) => store.memory.items.get(subjectKey(name, subject))?.value);
  const marks = states.flatMap((state) => (state as SubjectState | undefined)?.marks ?? []);
  return new Map(marks.map((mark) => [mark.key, mark]));
}

function hasLater(
  changes: readonly SimChange[],
  { subject, at }: Pick<SimChange, 'subject' | 'at'>,
  marks: ReadonlyMap<string, Mark>,
): boolean {
  return changes.some((other) => other.subject === subject && other.at > at && marks.has(other.key));
}

/** Of a subject, what was handed over first is there first. */
function orderProblems(
  changes: readonly SimChange[],
  accepted: Accepted,
  handedOver: ReadonlyMap<string, HandedOver>,
): readonly string[] {
  const bySubject = Map.groupBy(changes, ({ subject }) => subject);
  return [...bySubject].flatMap(([subject, own]) => {
    const there = own.flatMap(({ key }) => {
      const [first] = accepted.get(key) ?? [];
      const order = handedOver.get(key)?.order ?? -1;
      return first === undefined ? [] : [{ order, acceptance: first.acceptance, key }];
    });
    const told = there.toSorted((a, b) => a.order - b.order);
    return told.flatMap(({ acceptance, key }, index) => {
      const before = told[index - 1];
      if (before === undefined || before.acceptance.time < acceptance.time) return [];
      const { keys } = acceptance;
      const isInOrder = before.acceptance === acceptance && keys.indexOf(before.key) < keys.indexOf(key);
      return isInOrder ? [] : [`${key} of ${subject} came before ${before.key}`];
    });
  });
}

function latenciesOf(accepted: Accepted, handedOver: ReadonlyMap<string, HandedOver>): readonly number[] {
  const latencies = [...accepted].flatMap(([key, [first]]) => {
    const from = handedOver.get(key)?.time;
    return from === undefined || first === undefined ? [] : [first.acceptance.time - from];
  });
  return latencies.toSorted((a, b) => a - b);
}
