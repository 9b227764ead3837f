import type { Delivery } from '../../../src/delivery.ts';
import { queueMessageOf } from '../../../src/deliveries.ts';
import { contentOf, type SimChange } from './changes.ts';
import type { PostOffice } from './post-office.ts';
import type { Random } from './random.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** When a change was first put into a destination's queue, and as which. */
export interface HandedOver {
  readonly time: number;
  readonly order: number;
}

export interface HandOverOptions {
  readonly offices: readonly PostOffice[];
  readonly random: Random;
  readonly clock: VirtualClock;
  /** The share of messages that come more than once. */
  readonly duplicates: number;
  /** How much later than others one may come, in milliseconds. */
  readonly disorder: number;
  /** The share of times in which ingest ends before it has told all destinations. */
  readonly crashes: number;
}

/**
 * What is in front of the queues, in short: a standard queue, which doubles and shuffles, and an ingest that tells all destinations of
 * each change.
 *
 * @returns by destination and key.
 */
export async function handOver(
  changes: readonly SimChange[],
  options: HandOverOptions,
): Promise<ReadonlyMap<string, ReadonlyMap<string, HandedOver>>> {
  const { offices, random, clock, duplicates, disorder, crashes } = options;
  const handedOver = new Map(offices.map(({ name }) => [name, new Map<string, HandedOver>()]));
  const tell = (change: SimChange, office: PostOffice): void => {
    const { name: destination, queue } = office;
    const { key, subject } = change;
    const now = clock.now();
    const handedOverAt = new Date(now).toISOString();
    const content = contentOf(change);
    const delivery: Delivery = { version: 1, destination, key, subject, handedOverAt, content };
    const told = handedOver.get(destination);
    if (told?.has(key) === false) told.set(key, { time: now, order: told.size });
    queue.send(queueMessageOf(delivery, ''));
  };
  const arrivals = changes
    .flatMap((change) => arrivalsOf(change, { random, duplicates, disorder }))
    .toSorted((a, b) => a.time - b.time);
  for (let arrival = arrivals.shift(); arrival !== undefined; arrival = arrivals.shift()) {
    const { change, time } = arrival;
    if (time > clock.now()) await clock.pause(time - clock.now());
    const isCut = random() < crashes;
    const reached = isCut ? offices.slice(0, Math.floor(random() * offices.length)) : offices;
    for (const office of reached) tell(change, office);
    if (!isCut) continue;
    // It comes back when it is visible again.
    const again = { change, time: time + 30_000 };
    const index = arrivals.findIndex((other) => other.time > again.time);
    arrivals.splice(index === -1 ? arrivals.length : index, 0, again);
  }
  return handedOver;
}

interface Arrival {
  readonly change: SimChange;
  readonly time: number;
}

function arrivalsOf(
  change: SimChange,
  { random, duplicates, disorder }: Pick<HandOverOptions, 'random' | 'duplicates' | 'disorder'>,
): readonly Arrival[] {
  const first = { change, time: change.at + 500 + disorder * random() ** 4 };
  if (random() >= duplicates) return [first];
  // Some of them later than SQS remembers.
  return [first, { change, time: first.time + (random() < 0.5 ? 1_000 : 900_000) * random() }];
}
