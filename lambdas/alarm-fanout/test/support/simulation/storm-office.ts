import type { Rules } from '../../../src/destination.ts';
import type { LaneState } from '../../../src/deliver/lane-state.ts';
import { laneKey } from '../../../src/deliver/record-keys.ts';
import type { Delivery } from '../../../src/delivery.ts';
import { queueMessageOf } from '../../../src/deliveries.ts';
import { keyOf } from '../../../src/keys.ts';
import { contentOf } from './changes.ts';
import { DESTINATIONS } from './destinations.ts';
import { fifoQueue } from './fifo-queue.ts';
import { type PostOffice, serve } from './post-office.ts';
import { randomOf } from './random.ts';
import { simStore } from './sim-store.ts';
import type { SimVendor } from './sim-vendor.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';

/** What a vendor was sent, and when, in whole seconds. */
export interface Told {
  readonly time: number;
  /** Names of alarms; of a digest those that it lists. */
  readonly names: readonly string[];
  readonly isDigest: boolean;
}

export interface StormOptions {
  /** When each alarm goes off, in seconds, by name. */
  readonly alarms: Readonly<Record<string, number>>;
  /** Of alarms that are on again, the same. */
  readonly ends?: Readonly<Record<string, number>> | undefined;
  /** Alarms of which it comes only later that they went off, when they have ended already. */
  readonly late?: readonly string[] | undefined;
  readonly vendor: (clock: VirtualClock, told: Told[]) => SimVendor['send'];
  readonly rules?: Partial<Rules> | undefined;
  readonly endsAt?: PostOffice['endsAt'] | undefined;
}

/** Serves one destination that groups, without any faults but its vendor's. */
export async function storm({
  alarms,
  ends = {},
  late = [],
  vendor,
  rules,
  endsAt = () => Infinity,
}: StormOptions): Promise<{
  readonly told: readonly Told[];
  readonly office: PostOffice;
  /** The most that the lane has held. */
  readonly most: number;
}> {
  const clock = virtualClock();
  const begin = clock.now();
  const told: Told[] = [];
  let most = 0;
  const name = 'chat-grouped';
  const { rules: own, window } = DESTINATIONS[name] ?? { rules: undefined, window: 0 };
  if (own === undefined) throw new Error(`there is no ${name}`);
  const store = simStore(clock, 0);
  const office: PostOffice = {
    name,
    target: { rules: { ...own, ...rules }, window },
    queue: fifoQueue(name, clock, { visibility: 360_000, maxReceives: 1_000 }),
    letters: [],
    vendor: { send: vendor(clock, told), accepted: [], arrivals: [] },
    store: {
      ...store,
      of: (life, random) => {
        const real = store.of(life, random);
        return {
          ...real,
          put: (item, signal) => {
            if (item.key === laneKey(name)) most = Math.max(most, heldIn(item.value));
            return real.put(item, signal);
          },
        };
      },
    },
    random: randomOf(1),
    endsAt,
    hasHiccups: false,
    giveUpAfter: 12,
    clock,
    counts: { possibleDoubles: 0, digests: 0, invocations: 0, crashes: 0 },
  };
  let isOver = false;
  const feed = async (): Promise<void> => {
    const changes = [...stepsOf(alarms, 'ALARM'), ...stepsOf(ends, 'OK')].toSorted((a, b) => a.at - b.at);
    for (const { name: alarm, state, at } of changes) {
      const time = begin + at * 1_000;
      if (time > clock.now()) await clock.pause(time - clock.now());
      const subject = `arn:aws:cloudwatch:eu-central-1:111122223333:alarm:${alarm}`;
      const happened = state === 'ALARM' && late.includes(alarm) ? time - 60_000 : time;
      const key = keyOf(subject, state, new Date(happened).toISOString());
      const delivery: Delivery = {
        version: 1,
        destination: name,
        key,
        subject,
        handedOverAt: new Date(time).toISOString(),
        content: contentOf({ key, subject, state, at: happened }),
      };
      office.queue.send(queueMessageOf(delivery, ''));
    }
    isOver = true;
    office.queue.wake();
  };
  await clock.run(Promise.all([feed(), serve(office, () => isOver)]));
  return { told, office, most };
}

function heldIn(value: unknown): number {
  const { held, sending } = value as LaneState;
  return held.length + (sending?.held.length ?? 0);
}

function stepsOf(times: Readonly<Record<string, number>>, state: 'ALARM' | 'OK') {
  return Object.entries(times).map(([name, at]) => ({ name, at, state }));
}

/** A vendor that takes all that it is sent, or fails as it is told. @param fail by the number of the request, from 1, and the names in it */
export function noting(
  fail: (number: number, names: readonly string[]) => Error | undefined = () => undefined,
): StormOptions['vendor'] {
  return (clock, told) => {
    const begin = clock.now();
    let number = 0;
    return async ({ content }, _life, signal) => {
      number += 1;
      await clock.sleep(100, signal);
      const isDigest = content.type === 'digest';
      const names = isDigest
        ? content.entries.map(({ title }) => title)
        : [content.type === 'alarm' ? content.alarm.name : ''];
      const failure = fail(number, names);
      if (failure !== undefined) throw failure;
      told.push({ time: Math.round((clock.now() - begin) / 1_000), names, isDigest });
      return {};
    };
  };
}
