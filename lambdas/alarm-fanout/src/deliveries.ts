import type { AlarmContent, Content, GraphContent, NoticeContent } from './content.ts';
import type { Delivery } from './delivery.ts';
import type { Change } from './ingest/change.ts';
import { shorten, type ShortenOptions } from './ingest/shorten.ts';
import { type QueueMessage, queueOf } from './queues.ts';

/** What SQS takes in a message, and in a batch of them, in bytes; some queues are set to less than it might. */
export const MOST_BYTES = 262_144;
/** Of a graph's base64; a message has more than that in it. */
export const MOST_GRAPH = 180_000;

const STEPS: readonly ShortenOptions[] = [
  { text: 4_096, entries: 100 },
  { text: 1_024, entries: 50 },
  { text: 256, entries: 20 },
  { text: 64, entries: 5 },
];
/** What may stand in JSON, but not in a message. Source: Amazon SQS API reference, SendMessage. */
const NOT_SENT = /[\uFFFE\uFFFF]/g;

/** A change on its way to a destination. */
export interface Handover {
  readonly change: Change;
  readonly destination: string;
  readonly remarks: readonly string[];
  readonly graphUrl?: string | undefined;
}

export function contentOf({ change: { what }, remarks, graphUrl }: Handover): AlarmContent | NoticeContent {
  return what.type === 'alarm' ? { ...what, remarks, ...(graphUrl === undefined ? {} : { graphUrl }) } : what;
}

export function deliveryOf(handover: Handover, now: Date): Delivery {
  const { change, destination } = handover;
  const { key, subject } = change;
  return {
    version: 1,
    destination,
    key,
    subject,
    handedOverAt: now.toISOString(),
    content: contentOf(handover),
  };
}

/** A graph comes after its alarm, as something of its own. */
export function graphDeliveryOf(
  { change, destination }: Pick<Handover, 'change' | 'destination'>,
  { content, now }: { readonly content: GraphContent; readonly now: Date },
): Delivery {
  const { key, subject } = change;
  return {
    version: 1,
    destination,
    key: `${key}-graph`,
    subject,
    handedOverAt: now.toISOString(),
    content,
  };
}

/**
 * Puts a delivery into words for its queue. What is too long for SQS has its texts and lists cut, further until it fits; what makes it
 * long is never what it is about.
 *
 * @param queuePrefix `queues` of the config
 */
export function queueMessageOf(delivery: Delivery, queuePrefix: string): QueueMessage {
  const { destination, key } = delivery;
  const id = `${destination}:${key}`;
  return {
    id,
    queue: queueOf(queuePrefix, destination),
    group: destination,
    deduplicationId: id,
    body: bodyOf(delivery),
  };
}

function bodyOf(delivery: Delivery): string {
  let body = json(delivery);
  for (const options of STEPS) {
    if (Buffer.byteLength(body) <= MOST_BYTES) break;
    const content: Content = shorten(delivery.content, options);
    body = json({ ...delivery, content });
  }
  return body;
}

function json(delivery: Delivery): string {
  return JSON.stringify(delivery).replace(NOT_SENT, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16)}`;
}
