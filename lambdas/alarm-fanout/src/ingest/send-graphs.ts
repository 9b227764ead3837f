import type { Logger } from '@kmscrypt/lambda';
import pLimit from 'p-limit';
import type { Alarm } from '../alarm.ts';
import type { FanoutConfig } from '../config.ts';
import { graphDeliveryOf, type Handover, MOST_GRAPH, queueMessageOf } from '../deliveries.ts';
import { destinationOf } from '../destinations/index.ts';
import type { Graphs } from '../graph/graphs.ts';
import type { Queues } from '../queues.ts';
import type { Change } from './change.ts';

export interface SendGraphsInput {
  /** Those that are in their queues. */
  readonly handovers: readonly Handover[];
  readonly graphs: Graphs;
  readonly queues: Queues;
  readonly config: FanoutConfig;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

export interface SentGraphs {
  /** How many were drawn. */
  readonly drawn: number;
  /** How many were not, or did not come into the bucket or a queue. */
  readonly failed: number;
}

const AT_ONCE = 4;

/** Which alarms have a graph: those that go off, and are measured. */
export function alarmWithGraph({ what }: Change): Alarm | undefined {
  return what.type === 'alarm' && what.alarm.state === 'ALARM' && what.alarm.metrics.length > 0
    ? what.alarm
    : undefined;
}

/** Draws the graphs of what has been handed over, and sends them to where they are taken as bytes. Never rejects. */
export async function sendGraphs(input: SendGraphsInput): Promise<SentGraphs> {
  const { graphs, signal } = input;
  const byKey = Map.groupBy(input.handovers, ({ change: { key } }) => key);
  let drawn = 0;
  let failed = 0;
  await pLimit(AT_ONCE).map(byKey, async ([key, handovers]) => {
    const [first] = handovers;
    const alarm = first && alarmWithGraph(first.change);
    const takers = handovers.filter(({ destination }) => takesGraphs(input.config, destination));
    if (alarm === undefined || signal.aborted) return;
    // Without a link and without a taker nobody would see it.
    if (takers.length === 0 && first?.graphUrl === undefined) return;
    const graph = await graphs.draw(alarm, key, signal);
    if (graph === undefined) {
      failed += 1;
      return;
    }
    drawn += 1;
    const isSent = await sendGraph(graph.png, takers, { ...input, title: alarm.name });
    if (!isSent || !graph.isPut) failed += 1;
  });
  return { drawn, failed };
}

/** Whether it is in all queues that it is for. */
async function sendGraph(
  png: string,
  takers: readonly Handover[],
  { queues, config, now, signal, logger, title }: SendGraphsInput & { readonly title: string },
): Promise<boolean> {
  if (png.length > MOST_GRAPH) {
    logger.warn('a graph is too large for a queue', { alarm: title, bytes: png.length });
    return takers.length === 0;
  }
  const content = { type: 'graph', title, png } as const;
  const messages = takers.map((taker) =>
    queueMessageOf(graphDeliveryOf(taker, { content, now }), config.queues),
  );
  const unsent = await queues.send(messages, signal);
  const [reason] = unsent.values();
  if (reason !== undefined) logger.warn('a graph is not handed over', { alarm: title, reason });
  return unsent.size === 0;
}

function takesGraphs({ destinations }: FanoutConfig, name: string): boolean {
  const entry = destinations[name];
  return entry !== undefined && destinationOf(entry).rules(entry).takesGraphs;
}
