import type { Logger, Message, Outcome } from '@kmscrypt/lambda';
import type { Alarm } from './alarm.ts';
import type { FanoutConfig } from './config.ts';
import type { Graphs } from './graph/graphs.ts';
import { changesOf } from './ingest/changes-of.ts';
import { decide } from './ingest/decide.ts';
import { handOver } from './ingest/hand-over.ts';
import { outcomesOf } from './ingest/outcomes.ts';
import { sendGraphs, type SentGraphs } from './ingest/send-graphs.ts';
import { logForeign, logIngest } from './log-ingest.ts';
import type { Decision } from './plan.ts';
import { ownPlace, type Queues } from './queues.ts';
import type { Store } from './store.ts';
import { takeIn } from './take-in.ts';
import type { AlarmEvent } from './told.ts';
import { turnAway } from './turn-away.ts';

/** What the Lambda is made with at cold start. */
export interface IngestSetup {
  readonly config: FanoutConfig;
  /** Adds to alarms what the config and CloudWatch know; in their order, each as it is where CloudWatch does not answer. Never rejects. */
  readonly enrich: (alarms: readonly AlarmEvent[], signal: AbortSignal) => Promise<readonly Alarm[]>;
  readonly store: Store;
  readonly queues: Queues;
  readonly graphs: Graphs;
}

export interface IngestInput extends IngestSetup {
  readonly messages: readonly Message[];
  /** Ends the work. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly logger: Logger;
}

/** What one invocation did; the metrics are made of it. */
export interface IngestReport {
  /** By message. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly decisions: readonly Decision[];
  /** How many messages cannot be used. */
  readonly foreign: number;
  /** How many messages tell of no change. */
  readonly ignored: number;
  /** How many changes could not be decided on, or not be handed over everywhere. */
  readonly failed: number;
  readonly graphs: SentGraphs;
  /** In seconds: how long ago the oldest of the changes happened that came for the first time. */
  readonly oldestAge?: number | undefined;
}

/** Works on the messages of an invocation: read, enrich, decide, hand over; then graphs. */
export async function ingest(input: IngestInput): Promise<IngestReport> {
  const { config, messages, signal, logger } = input;
  const started = input.now();
  const told = takeIn(messages, { ...ownPlace(config.queues), now: started });
  const events = told.alarms.map(({ alarm }) => alarm);
  const alarms = events.length === 0 ? [] : await input.enrich(events, signal);
  const changes = changesOf(told, { alarms, config });
  const now = input.now();
  const within = AbortSignal.any([signal, AbortSignal.timeout(DECIDING)]);
  const decided = await decide({ ...input, changes, now, signal: within });
  const { unsent, handovers } = await handOver({ ...input, decisions: decided.decisions, now });
  const outcomes = outcomesOf({ ...decided, messages, unsent, now });
  logIngest({ ...decided, unsent }, logger);
  const foreign = await Promise.all(
    told.foreign.map(({ message, reason }) => turnAway(message, reason, input)),
  );
  logForeign(foreign, logger);
  const graphs = await sendGraphs({ ...input, handovers, now });
  const ignored = told.ignored.map((id) => [id, { status: 'done' }] as const);
  const turnedAway = foreign.map(({ id, outcome }) => [id, outcome] as const);
  return {
    outcomes: new Map<string, Outcome>([...turnedAway, ...ignored, ...outcomes]),
    decisions: decided.decisions,
    foreign: foreign.length,
    ignored: told.ignored.length,
    failed: decided.undecided.length + unsent.size,
    graphs,
    oldestAge: oldestAge(messages, decided.decisions, started),
  };
}

/** In milliseconds: a table that is out of order takes none of the time of what goes without. */
const DECIDING = 10_000;

function oldestAge(
  messages: readonly Message[],
  decisions: readonly Decision[],
  now: Date,
): number | undefined {
  const first = new Set(messages.filter(({ receiveCount }) => receiveCount === 1).map(({ id }) => id));
  const times = decisions.flatMap(({ change: { messageId, at } }) => (first.has(messageId) ? [at] : []));
  return times.length === 0 ? undefined : Math.max(0, (now.getTime() - Math.min(...times)) / 1000);
}
