import type { Message, Outcome } from '@kmscrypt/lambda';
import type { Clock } from './clock.ts';
import { createCourse } from './deliver/course.ts';
import { reasonOf } from './deliver/failure.ts';
import { type Fate, type Lane, type LaneLog, noLog } from './deliver/lane.ts';
import type { Parking } from './deliver/park.ts';
import type { Piece } from './deliver/piece.ts';
import { readDelivery } from './deliver/read-delivery.ts';
import { type Records, readRecords } from './deliver/records.ts';
import { runLane } from './deliver/run-lane.ts';
import { createSend } from './deliver/send.ts';
import type { Target } from './deliver/target.ts';
import { STORE_WAIT } from './deliver/tell-all.ts';
import { createTurn } from './deliver/turn.ts';
import { type Foreign, type Stranger, turnAway } from './deliver/turn-away.ts';
import type { Queues } from './queues.ts';
import type { Store } from './store.ts';

/** What the Lambda is made with at cold start. */
export interface DeliverSetup {
  /** By name. */
  readonly targets: ReadonlyMap<string, Target>;
  /** What names of queues begin with; see the config. */
  readonly queues: string;
  /** How long a destination is tried, in hours. */
  readonly giveUpAfter: number;
  readonly store: Store;
  readonly sender: Queues;
  readonly clock: Clock;
}

export interface DeliverInput extends DeliverSetup {
  readonly messages: readonly Message[];
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Ends the work. */
  readonly signal: AbortSignal;
  /** Ends what is written down of it. */
  readonly answerBy: AbortSignal;
  /** Is told at once, as an invocation may end without a report, of changes that may have arrived and are told again. */
  readonly countDouble: (destination: string, changes: number) => void;
}

/** What one invocation did; metrics and logs are made of it. */
export interface DeliverReport {
  /** By message. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly lanes: readonly LaneReport[];
  /** Messages that are no deliveries, or for destinations that the config does not have. */
  readonly foreign: readonly Foreign[];
}

export interface LaneReport extends Readonly<LaneLog> {
  readonly destination: string;
}

/** After this nothing is begun that a slow destination could draw out beyond the end; in milliseconds. */
const BEGINS_WITHIN = 30_000;
const HOUR = 3_600_000;

/** Delivers a batch: the destinations of it side by side, each for itself. */
export async function deliver(input: DeliverInput): Promise<DeliverReport> {
  const { messages, targets } = input;
  const read = messages.map((message) => ({ message, ...readDelivery(message) }));
  const pieces = read.flatMap((each) => ('delivery' in each ? [each] : []));
  const [known, unknown] = [
    pieces.filter(({ delivery }) => targets.has(delivery.destination)),
    pieces.filter(({ delivery }) => !targets.has(delivery.destination)),
  ];
  const lanes = Map.groupBy(known, ({ delivery }) => delivery.destination);
  // A batch is of one queue, and a queue of one destination.
  const [own] = lanes.keys();
  const strangers: readonly Stranger[] = [
    ...unknown.map(({ message, delivery: { destination } }) => ({
      message,
      destination,
      reason: `the config has no destination ${destination}`,
    })),
    ...read.flatMap((each) =>
      'problem' in each
        ? [{ message: each.message, destination: own ?? each.destination, reason: each.problem }]
        : [],
    ),
  ];
  const [reports, foreign] = await Promise.all([
    Promise.all([...lanes].map(([name, batch]) => runOne(name, batch, input))),
    Promise.all(strangers.map((stranger) => turnAway(stranger, parkingOf(input)))),
  ]);
  const outcomes = new Map<string, Outcome>(foreign.map(({ id, outcome }) => [id, outcome]));
  for (const { fates } of reports) for (const [id, fate] of fates) outcomes.set(id, outcomeOf(fate));
  return { outcomes, lanes: reports, foreign };
}

async function runOne(name: string, pieces: readonly Piece[], input: DeliverInput): Promise<LaneReport> {
  const { targets, store, clock, signal } = input;
  const log = noLog();
  const target = targets.get(name);
  if (target === undefined) return { destination: name, ...log };
  let records: Records;
  try {
    const subjects = [...new Set(pieces.map(({ delivery }) => delivery.subject))];
    records = await readRecords({ store, clock, destination: name, subjects }, signal);
  } catch (error) {
    const fate: Fate = { status: 'failed', reason: reasonOf(error), retryAfter: STORE_WAIT };
    for (const { message } of pieces) log.fates.set(message.id, fate);
    return { destination: name, ...log };
  }
  const { rules, window } = target;
  const endsAt = clock.now() + BEGINS_WITHIN;
  const { lastSent } = records.lane();
  const turn = createTurn({ clock, pace: rules.pace, lastSent, endsAt, signal });
  const lane: Lane = {
    ...input,
    name,
    rules,
    window,
    giveUpAfter: input.giveUpAfter * HOUR,
    records,
    turn,
    send: createSend({ target, turn, signal }),
    course: createCourse(),
    parking: parkingOf(input),
    log,
    countDouble: (changes) => input.countDouble(name, changes),
  };
  await runLane(pieces, lane, target);
  return { destination: name, ...log };
}

function parkingOf({ sender, queues, clock, answerBy }: DeliverInput): Parking {
  return { sender, queues, clock, signal: answerBy };
}

function outcomeOf(fate: Fate): Outcome {
  if (fate.status === 'settled' || fate.status === 'repeat') return { status: 'done' };
  const { status, reason, retryAfter } = fate;
  return status === 'waits' ? { status: 'later', reason, retryAfter } : { status, reason, retryAfter };
}
