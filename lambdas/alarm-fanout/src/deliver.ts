import { type Message, type Outcome, reasonOf } from '@kmscrypt/lambda';
import type { Clock } from './clock.ts';
import { backoffOfMessages } from './deliver/backoff.ts';
import { type Fate, HOUR, type LaneLog, noLog } from './deliver/lane.ts';
import { openLane } from './deliver/open-lane.ts';
import type { Parking } from './deliver/park.ts';
import type { Piece } from './deliver/piece.ts';
import { readDelivery } from './deliver/read-delivery.ts';
import { runLane } from './deliver/run-lane.ts';
import type { Target } from './deliver/target.ts';
import type { Queues } from './queues.ts';
import type { Store } from './store.ts';
import { type Foreign, turnAway } from './turn-away.ts';

/** What the Lambda is made with at cold start. */
export interface DeliverSetup {
  /** By name. */
  readonly targets: ReadonlyMap<string, Target>;
  /** What ARNs of queues begin with; `queues` of the config. */
  readonly queuePrefix: string;
  /** How long a destination is tried, in hours. */
  readonly giveUpAfter: number;
  readonly store: Store;
  readonly queues: Queues;
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

/** Delivers a batch: the destinations of it side by side, each for itself. */
export async function deliver(input: DeliverInput): Promise<DeliverReport> {
  const { messages, targets } = input;
  const read = messages.map((message) => ({ message, ...readDelivery(message) }));
  const all = read.flatMap((each) => ('delivery' in each ? [each] : []));
  const strangers = read.flatMap((each) =>
    'problem' in each ? [{ message: each.message, reason: each.problem }] : [],
  );
  const lanes: Promise<LaneReport>[] = [];
  for (const [name, pieces] of Map.groupBy(all, ({ delivery }) => delivery.destination)) {
    const target = targets.get(name);
    if (target !== undefined) lanes.push(runOne(name, { target, pieces }, input));
    else {
      const reason = `the config has no destination ${name}`;
      strangers.push(...pieces.map(({ message }) => ({ message, reason })));
    }
  }
  const [reports, foreign] = await Promise.all([
    Promise.all(lanes),
    Promise.all(strangers.map(({ message, reason }) => turnAway(message, reason, parkingOf(input)))),
  ]);
  const outcomes = new Map<string, Outcome>(foreign.map(({ id, outcome }) => [id, outcome]));
  for (const { fates } of reports) for (const [id, fate] of fates) outcomes.set(id, outcomeOf(fate));
  return { outcomes, lanes: reports, foreign };
}

/** Never rejects: what happens to one destination is of no matter to the others. */
async function runOne(
  name: string,
  { target, pieces }: { readonly target: Target; readonly pieces: readonly Piece[] },
  input: DeliverInput,
): Promise<LaneReport> {
  const log = noLog();
  try {
    const lane = await openLane(name, { target, pieces, log, parking: parkingOf(input) }, input);
    await runLane(pieces, lane, target);
  } catch (error) {
    const giveUpAfter = input.giveUpAfter * HOUR;
    const retryAfter = backoffOfMessages(pieces, { ...input, giveUpAfter });
    const fate: Fate = { status: 'failed', reason: reasonOf(error), retryAfter };
    for (const { message } of pieces) if (!log.fates.has(message.id)) log.fates.set(message.id, fate);
  }
  return { destination: name, ...log };
}

function parkingOf({ queues, queuePrefix, clock, answerBy }: DeliverInput): Parking {
  return { queues, queuePrefix, clock, signal: answerBy };
}

function outcomeOf(fate: Fate): Outcome {
  if (fate.status === 'settled' || fate.status === 'repeat') return { status: 'done' };
  const { status, reason, retryAfter } = fate;
  return status === 'waits' ? { status: 'later', reason, retryAfter } : { status, reason, retryAfter };
}
