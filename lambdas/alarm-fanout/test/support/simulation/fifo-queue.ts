import type { Message } from '@kmscrypt/lambda';
import type { QueueMessage } from '../../../src/queues.ts';
import type { VirtualClock } from './virtual-clock.ts';

/**
 * A FIFO queue as SQS has it: what has been sent in the last five minutes with the same deduplication id is not taken again, and
 * nothing of a group is given out while one of it is hidden.
 * Source: Amazon SQS Developer Guide, "FIFO queue delivery logic", "Exactly-once processing".
 */
export interface FifoQueue {
  send(message: Pick<QueueMessage, 'group' | 'deduplicationId' | 'body'>): void;
  /** Up to ten messages of the first group that is free, in their order. */
  receive(): readonly Message[];
  remove(id: string): void;
  /** In whole seconds, from now. */
  hide(id: string, seconds: number): void;
  readonly size: () => number;
  /** Ends when there is something to receive, or somebody has to look after it. */
  readonly changed: () => Promise<void>;
  readonly wake: () => void;
  /** What came back too often. */
  readonly deadLetters: readonly string[];
}

interface Queued {
  readonly id: string;
  readonly group: string;
  readonly body: string;
  visibleAt: number;
  receives: number;
}

const BATCH = 10;
/** A reason of its own each time takes most of the time. */
const WOKEN = new Error('there is something');
const DEDUPLICATED = 300_000;

export function fifoQueue(
  name: string,
  clock: VirtualClock,
  { visibility, maxReceives }: { readonly visibility: number; readonly maxReceives: number },
): FifoQueue {
  let messages: Queued[] = [];
  let count = 0;
  let wakeUp = (): void => {};
  const sent = new Map<string, number>();
  const deadLetters: string[] = [];
  const find = (id: string): Queued | undefined => messages.find((message) => message.id === id);
  return {
    deadLetters,
    send: ({ group = '', deduplicationId = '', body }) => {
      const before = sent.get(deduplicationId);
      if (before !== undefined && clock.now() - before < DEDUPLICATED) return;
      sent.set(deduplicationId, clock.now());
      count += 1;
      messages.push({ id: `${name}-${count}`, group, body, visibleAt: 0, receives: 0 });
      wakeUp();
    },
    receive: () => {
      const now = clock.now();
      const blocked = new Set<string>();
      for (const { group, visibleAt } of messages.slice(0, BATCH * 2))
        if (visibleAt > now) blocked.add(group);
      const first = messages.find(({ group }) => !blocked.has(group));
      if (first === undefined) return [];
      const batch: Queued[] = [];
      for (const message of messages) {
        if (message.group !== first.group) continue;
        batch.push(message);
        if (batch.length === BATCH) break;
      }
      const worn = batch.filter(({ receives }) => receives >= maxReceives);
      for (const { body } of worn) deadLetters.push(body);
      messages = messages.filter((message) => !worn.includes(message));
      const given = batch.filter((message) => !worn.includes(message));
      for (const message of given) {
        message.visibleAt = now + visibility;
        message.receives += 1;
      }
      return given.map(({ id, body, receives }) => ({
        id,
        receiveCount: receives,
        queued: { queue: 'arn:aws:sqs:eu-central-1:111122223333:lane.fifo', body },
        payload: JSON.parse(body) as unknown,
      }));
    },
    remove: (id) => {
      const index = messages.findIndex((message) => message.id === id);
      if (index !== -1) messages.splice(index, 1);
    },
    hide: (id, seconds) => {
      const message = find(id);
      if (message !== undefined) message.visibleAt = clock.now() + Math.round(seconds) * 1_000;
    },
    size: () => messages.length,
    changed: async () => {
      const waking = new AbortController();
      const woken = new Promise<void>((resolve) => {
        wakeUp = () => {
          resolve();
          waking.abort(WOKEN);
        };
      });
      const hiddenUntil = Math.max(0, ...messages.slice(0, BATCH * 2).map(({ visibleAt }) => visibleAt));
      const slept = hiddenUntil > clock.now() ? clock.sleep(hiddenUntil - clock.now(), waking.signal) : woken;
      await Promise.race([woken, slept.catch(() => {})]);
      wakeUp = () => {};
      waking.abort(WOKEN);
    },
    wake: () => wakeUp(),
  };
}
