import type { FanoutConfig } from '../config.ts';
import { deliveryOf, type Handover, queueMessageOf } from '../deliveries.ts';
import type { Graphs } from '../graph/graphs.ts';
import type { Decision } from '../plan.ts';
import type { Queues } from '../queues.ts';
import { alarmWithGraph } from './send-graphs.ts';

export interface HandOverInput {
  /** In the order in which they are told. */
  readonly decisions: readonly Decision[];
  readonly graphs: Graphs;
  readonly queues: Queues;
  readonly config: FanoutConfig;
  readonly now: Date;
  readonly signal: AbortSignal;
}

export interface HandedOver {
  /** Each once, though several messages may have told of it. */
  readonly handovers: readonly Handover[];
  /** Decisions that are not in all of their queues, and why. */
  readonly unsent: ReadonlyMap<Decision, string>;
}

/** Puts what is to be told into the queues of its destinations. Never rejects. */
export async function handOver(input: HandOverInput): Promise<HandedOver> {
  const { decisions, queues, config, now, signal } = input;
  const wanted = await Promise.all(decisions.map(async (decision) => handoversOf(decision, input.graphs)));
  const all = wanted.flat().map((handover) => {
    const message = queueMessageOf(deliveryOf(handover, now), config.queues);
    return { handover, message };
  });
  const byId = new Map(all.map((each) => [each.message.id, each] as const));
  const messages = [...byId.values()].map(({ message }) => message);
  const refused = messages.length === 0 ? new Map<string, string>() : await queues.send(messages, signal);
  const unsent = wanted.flatMap((handovers, index) => {
    const decision = decisions[index];
    const reasons = handovers.flatMap(({ change: { key }, destination }) => {
      const reason = refused.get(`${destination}:${key}`);
      return reason === undefined ? [] : [`not handed over to ${destination}: ${reason}`];
    });
    return decision === undefined || reasons.length === 0 ? [] : [[decision, reasons.join('; ')] as const];
  });
  return {
    handovers: [...byId].flatMap(([id, { handover }]) => (refused.has(id) ? [] : [handover])),
    unsent: new Map(unsent),
  };
}

async function handoversOf({ change, verdicts }: Decision, graphs: Graphs): Promise<readonly Handover[]> {
  const told = [...verdicts].flatMap(([destination, verdict]) =>
    verdict.status === 'tell' ? [{ change, destination, remarks: verdict.remarks }] : [],
  );
  const alarm = told.length === 0 ? undefined : alarmWithGraph(change);
  // A link is made without a call; what it leads to is drawn later.
  const graphUrl = alarm && (await graphs.link(alarm, change.key));
  return told.map((handover) => ({ ...handover, graphUrl }));
}
