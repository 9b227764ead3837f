import type { Message } from '@kmscrypt/lambda';
import type { VirtualClock } from './virtual-clock.ts';

/** A standard queue of SQS: what is received is hidden, and comes back unless it is removed. */
export interface Queue {
  send(payload: unknown): void;
  /** Up to ten messages; waits until there is one. Undefined where nothing comes any more. */
  receive(): Promise<readonly Message[] | undefined>;
  remove(id: string): void;
  /** In seconds, from now. */
  hide(id: string, seconds: number): void;
  /** Nothing is given out from now on. */
  close(): void;
}

interface Queued {
  readonly id: string;
  readonly body: string;
  readonly sent: number;
  visibleAt: number;
  receives: number;
}

const BATCH = 10;
/** A reason of its own each time takes most of the time. */
const WOKEN = new Error('there is something');

/** @param visibility in milliseconds */
export function createQueue(clock: VirtualClock, visibility: number): Queue {
  const messages = new Map<string, Queued>();
  let count = 0;
  let isClosed = false;
  let waking = new AbortController();
  const wake = (): void => {
    waking.abort(WOKEN);
    waking = new AbortController();
  };
  return {
    send: (payload) => {
      count += 1;
      const id = `message-${count}`;
      messages.set(id, { id, body: JSON.stringify(payload), sent: clock.now(), visibleAt: 0, receives: 0 });
      wake();
    },
    receive: async () => {
      for (;;) {
        if (isClosed) return undefined;
        const now = clock.now();
        const given = [...messages.values()].filter(({ visibleAt }) => visibleAt <= now).slice(0, BATCH);
        if (given.length > 0) {
          return given.map((message) => {
            message.visibleAt = now + visibility;
            message.receives += 1;
            return toMessage(message);
          });
        }
        const next = Math.min(now + 3_600_000, ...[...messages.values()].map(({ visibleAt }) => visibleAt));
        await clock.sleep(next - now, waking.signal).catch(() => {});
      }
    },
    remove: (id) => void messages.delete(id),
    hide: (id, seconds) => {
      const message = messages.get(id);
      if (message !== undefined) message.visibleAt = clock.now() + seconds * 1_000;
      wake();
    },
    close: () => {
      isClosed = true;
      wake();
    },
  };
}

function toMessage({ id, body, sent, receives }: Queued): Message {
  return {
    id,
    receiveCount: receives,
    sent,
    queued: { queue: 'arn:aws:sqs:eu-central-1:111122223333:ssh-key-sync', body },
    payload: JSON.parse(body) as unknown,
  };
}
