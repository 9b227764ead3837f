import type { Message, Outcome } from '@kmscrypt/lambda';
import { deliver, type DeliverReport } from '../../src/deliver.ts';
import type { Target, TargetJob } from '../../src/deliver/target.ts';
import { DeliveryError } from '../../src/delivery-error.ts';
import type { Delivery } from '../../src/delivery.ts';
import type { Rules, Sent } from '../../src/destination.ts';
import { keyOf } from '../../src/keys.ts';
import type { QueueMessage } from '../../src/queues.ts';
import type { Store } from '../../src/store.ts';
import { alarmOf } from './alarms.ts';
import { memoryStore } from './memory-store.ts';

export const QUEUES = 'arn:aws:sqs:eu-central-1:111122223333:alarm-fanout-';
export const NOON: number = Date.parse('2026-11-21T12:00:00.000Z');

const RULES: Rules = {
  storms: 'each',
  late: 'tell',
  isIdempotent: false,
  pace: 0,
  atOnce: 1,
  takesGraphs: false,
};

/** What a destination answers: what it sends back, or what it throws. */
export type Scripted = Sent | Error;

/** A deliver of one destination `chat`, and all that is around it. */
export interface Delivering {
  /** Runs a batch. */
  readonly run: (...messages: readonly Message[]) => Promise<DeliverReport>;
  /** What was sent, in that order. */
  readonly jobs: (TargetJob & { readonly time: number })[];
  /** What the dead-letter queues were given. */
  readonly letters: QueueMessage[];
  /** How many changes were counted as possibly doubled. */
  readonly doubles: number[];
  readonly store: Store & { readonly items: ReadonlyMap<string, { readonly value: unknown }> };
  /** Milliseconds since noon. */
  time: number;
}

export interface DeliveringOptions {
  readonly rules?: Partial<Rules>;
  /** In milliseconds. */
  readonly window?: number;
  /** By the number of the job, from 1; default it takes all. */
  readonly answer?: (job: TargetJob, number: number) => Scripted | Promise<Scripted>;
  readonly target?: Partial<Target>;
  readonly others?: Readonly<Record<string, Target>>;
  readonly store?: (store: Store) => Store;
  /** Why the dead-letter queue takes nothing. */
  readonly problem?: () => string | undefined;
  readonly signal?: AbortSignal;
}

export function delivering(options: DeliveringOptions = {}): Delivering {
  const { answer = () => ({}), problem = () => undefined, signal = new AbortController().signal } = options;
  const memory = memoryStore();
  const made: Delivering = {
    jobs: [],
    letters: [],
    doubles: [],
    store: memory,
    time: 0,
    run: async (...messages) =>
      deliver({
        messages,
        targets: new Map([['chat', target], ...Object.entries(options.others ?? {})]),
        queuePrefix: QUEUES,
        giveUpAfter: 12,
        store: options.store?.(memory) ?? memory,
        queues: {
          send: async (letters) => {
            const reason = problem();
            if (reason !== undefined) return new Map(letters.map(({ id }) => [id, reason]));
            made.letters.push(...letters);
            return new Map();
          },
        },
        clock: {
          now: () => NOON + made.time,
          sleep: async (milliseconds, ending) => {
            ending.throwIfAborted();
            made.time += milliseconds;
          },
        },
        random: () => 0.5,
        signal,
        answerBy: new AbortController().signal,
        countDouble: (_destination, changes) => made.doubles.push(changes),
      }),
  };
  const target: Target = {
    rules: { ...RULES, ...options.rules },
    window: options.window ?? 60_000,
    open: async () => ({
      send: async (job) => {
        made.jobs.push({ ...job, time: made.time });
        const scripted = await Promise.resolve(answer(job, made.jobs.length));
        if (scripted instanceof Error) throw scripted;
        return scripted;
      },
    }),
    reopen: async () => undefined,
    ...options.target,
  };
  return made;
}

export interface ChangeOptions {
  readonly state?: string;
  /** In seconds after noon. */
  readonly at?: number;
  /** When it was handed over, in seconds after noon; default then. */
  readonly handedOver?: number;
  readonly receiveCount?: number;
  readonly destination?: string;
}

/** A message with a change of an alarm. */
export function changeOf(name: string, options: ChangeOptions = {}): Message {
  const { state = 'ALARM', at = 0, handedOver = at, receiveCount = 1, destination = 'chat' } = options;
  const time = new Date(NOON + at * 1_000).toISOString();
  const alarm = alarmOf({ arn: subjectOf(name), name, state, at: time });
  const delivery: Delivery = {
    version: 1,
    destination,
    key: keyOf(alarm.arn, state, time),
    subject: alarm.arn,
    handedOverAt: new Date(NOON + handedOver * 1_000).toISOString(),
    content: { type: 'alarm', alarm, remarks: [] },
  };
  return messageOf(delivery, { id: `${name} ${state} ${at}`, receiveCount });
}

export function messageOf(delivery: unknown, message: Partial<Message> = {}): Message {
  return {
    id: 'message',
    receiveCount: 1,
    queued: { queue: `${QUEUES}chat.fifo`, body: JSON.stringify(delivery) },
    payload: delivery,
    ...message,
  };
}

export function deliveryIn({ payload }: Message): Delivery {
  return payload as Delivery;
}

export function subjectOf(name: string): string {
  return `arn:aws:cloudwatch:eu-central-1:111122223333:alarm:${name}`;
}

/** `done`, or the seconds until a message comes back with how: `later 5`. */
export function outcomesOf({ outcomes }: DeliverReport): Readonly<Record<string, string>> {
  return Object.fromEntries([...outcomes].map(([id, outcome]) => [id, shortOf(outcome)]));
}

function shortOf(outcome: Outcome): string {
  return outcome.status === 'done' ? 'done' : `${outcome.status} ${outcome.retryAfter}`;
}

export const BUSY: DeliveryError = new DeliveryError('NOT_NOW', 'chat answered 429', {
  retryAfter: 7,
  isLimit: true,
});
export const BROKEN: DeliveryError = new DeliveryError('NOT_NOW', 'chat answered 500');
export const LOST: DeliveryError = new DeliveryError('UNKNOWN', 'chat did not answer');
export const REFUSED: DeliveryError = new DeliveryError('REFUSED', 'chat answered 404');
