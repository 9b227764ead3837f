import { KmscryptError } from '@kmscrypt/core/error';
import type { Message, Outcome } from '@kmscrypt/lambda';
import type { FanoutConfig } from '../../src/config.ts';
import { ingest } from '../../src/ingest.ts';
import { fakeQueues, keptLogger, NO_GRAPHS } from './fake-ports.ts';
import { memoryStore } from './memory-store.ts';
import type { Verdict } from '../../src/ingest/verdict.ts';
import type { Decision } from '../../src/plan.ts';
import type { Store } from '../../src/store.ts';
import { QUEUED } from './queued.ts';

/** One message in a queue; times are in milliseconds since the epoch. */
export interface Enqueued {
  readonly id: string;
  readonly payload: unknown;
  readonly visibleAt: number;
}

export interface WorldInput {
  readonly config: FanoutConfig;
  readonly messages: readonly Enqueued[];
  /** Whether alarms are muted at a time. */
  readonly isMuted: (now: number) => boolean;
  /** How likely each call of a port fails, and each deletion of a message is lost; from 0 to 1. */
  readonly faults: number;
  /** A number in [0, 1). */
  readonly random: () => number;
}

/** What was told: `chat:KEY`, and when. */
export interface Handed {
  readonly id: string;
  readonly at: number;
}

export interface World {
  /** In the order in which queues took them, doubles included. */
  readonly handed: readonly Handed[];
  /** By key and destination what was decided last. */
  readonly verdicts: ReadonlyMap<string, ReadonlyMap<string, Verdict>>;
  readonly decisions: readonly Decision[];
  /** Messages that never were done. */
  readonly left: readonly string[];
}

const BATCH = 10;
const MOST_RUNS = 5_000;
/** In milliseconds: when a message comes back of which nothing was said. */
const VISIBILITY = 60_000;
/** How long after now something is still taken as now, as two Lambdas run at once. */
const AT_ONCE = 2_000;
const FAILED = new KmscryptError('THROTTLED', 'too much is asked of the table');

/** A standard queue of SQS and two Lambdas that empty it, in a time of its own. */
export async function world({ config, messages, isMuted, faults, random }: WorldInput): Promise<World> {
  const queued = new Map(messages.map((each) => [each.id, { ...each, receiveCount: 0 }]));
  let now = 0;
  const isUp = (): boolean => random() >= faults;
  const memory = memoryStore();
  const store: Store = {
    get: async (keys, signal) => (isUp() ? memory.get(keys, signal) : Promise.reject(FAILED)),
    put: async (item, signal) => (isUp() ? memory.put(item, signal) : Promise.reject(FAILED)),
  };
  const handed: Handed[] = [];
  const queues = fakeQueues(({ id }) => {
    if (!isUp()) return 'a queue is out of order';
    handed.push({ id, at: now });
    return undefined;
  });
  const verdicts = new Map<string, ReadonlyMap<string, Verdict>>();
  const decisions: Decision[] = [];

  const run = async (batch: readonly Message[]): Promise<void> => {
    const { outcomes, decisions: own } = await ingest({
      config,
      store,
      queues,
      graphs: NO_GRAPHS,
      logger: keptLogger(),
      messages: batch,
      signal: new AbortController().signal,
      now: () => new Date(now),
      enrich: async (alarms) =>
        alarms.map((alarm) => ({
          ...alarm,
          severity: 'error',
          links: { console: 'https://console.aws.amazon.com/' },
          actionsEnabled: true,
          mutedBy: isMuted(now) ? ['maintenance'] : [],
        })),
    });
    for (const { id } of batch) settle(id, outcomes.get(id));
    for (const decision of own) {
      decisions.push(decision);
      verdicts.set(decision.change.key, decision.verdicts);
    }
  };
  const settle = (id: string, outcome: Outcome | undefined): void => {
    const message = queued.get(id);
    if (message === undefined) return;
    if (outcome?.status === 'done' && isUp()) queued.delete(id);
    else {
      const seconds = outcome === undefined || outcome.status === 'done' ? undefined : outcome.retryAfter;
      queued.set(id, { ...message, visibleAt: now + (seconds === undefined ? VISIBILITY : seconds * 1000) });
    }
  };

  for (let runs = 0; queued.size > 0 && runs < MOST_RUNS; runs += 1) {
    now = Math.max(now, Math.min(...[...queued.values()].map(({ visibleAt }) => visibleAt)));
    const visible = [...queued.values()]
      .filter(({ visibleAt }) => visibleAt <= now + AT_ONCE)
      .toSorted((a, b) => a.visibleAt - b.visibleAt || random() - 0.5);
    const batches = [visible.slice(0, BATCH), visible.slice(BATCH, 2 * BATCH)];
    now = Math.max(now, ...batches.flat().map(({ visibleAt }) => visibleAt));
    const received = batches.map((batch) =>
      batch.map(({ id, payload, receiveCount }) => {
        const message = { id, payload, receiveCount: receiveCount + 1, queued: QUEUED };
        const before = queued.get(id);
        if (before !== undefined) queued.set(id, { ...before, receiveCount: message.receiveCount });
        return message;
      }),
    );
    await Promise.all(received.map(run));
  }
  return { handed, verdicts, decisions, left: [...queued.keys()] };
}
