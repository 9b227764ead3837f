import { changesOf, type SimChange } from './changes.ts';
import { DESTINATIONS } from './destinations.ts';
import { fifoQueue } from './fifo-queue.ts';
import { handOver } from './hand-over.ts';
import { type Judgement, judge, parkedIn } from './judge.ts';
import { type PostOffice, serve } from './post-office.ts';
import { randomOf } from './random.ts';
import { simStore } from './sim-store.ts';
import { doomOf, simVendor } from './sim-vendor.ts';
import { virtualClock } from './virtual-clock.ts';

export interface SimulationOptions {
  readonly seed: number;
  readonly transitions: number;
  readonly subjects: number;
  /** From the first transition to the last, in milliseconds. */
  readonly spread: number;
  /** The share of requests to which something happens. Default 0.2. */
  readonly faults?: number | undefined;
  /** The share of messages that come more than once. Default 0.2. */
  readonly duplicates?: number | undefined;
  /** How much later than others a message may come, in milliseconds. Default 20,000. */
  readonly disorder?: number | undefined;
  /** The share of invocations that end too early. Default 0.02. */
  readonly crashes?: number | undefined;
  /** The share of calls of the store that fail. Default 0.002. */
  readonly storeFaults?: number | undefined;
  /** The share of changes that no vendor ever takes. Default 0.002. */
  readonly poison?: number | undefined;
  /** A destination that takes nothing. Default none. */
  readonly dead?: string | undefined;
  /** In hours; default 12. */
  readonly giveUpAfter?: number | undefined;
}

/** What came of it, by destination. */
export interface SimulationReport {
  readonly destinations: ReadonlyMap<string, Judgement>;
  /** What must never be, of all destinations. */
  readonly violations: readonly string[];
  /** How long all of it took, in milliseconds of virtual time. */
  readonly took: number;
}

/** As the queues are set up; in milliseconds. */
const VISIBILITY = 360_000;
const MAX_RECEIVES = 1_000;
/** In hours: an invocation that ends too early hides its batch for six minutes, and may do so a few times. */
const LONG = 1;

/**
 * Sends transitions of alarms through queues, deliver and vendors in virtual time, with faults of all kinds at all places, and
 * judges what came of them. The same seed gives the same report.
 */
export async function simulate(options: SimulationOptions): Promise<SimulationReport> {
  const {
    seed,
    faults = 0.2,
    crashes = 0.02,
    storeFaults = 0.002,
    poison = 0.002,
    giveUpAfter = 12,
  } = options;
  const { dead, duplicates = 0.2, disorder = 20_000 } = options;
  const clock = virtualClock();
  const begin = clock.now();
  const offices = Object.entries(DESTINATIONS).map(([name, target], index): PostOffice => {
    const random = randomOf(seed * 31 + index);
    const { rules } = target;
    return {
      name,
      target,
      queue: fifoQueue(name, clock, { visibility: VISIBILITY, maxReceives: MAX_RECEIVES }),
      letters: [],
      vendor: simVendor(
        { name, rules, random: randomOf(seed * 37 + index), faults, poison, isDead: dead === name },
        clock,
      ),
      store: simStore(clock, storeFaults),
      random,
      endsAt: () => (random() < crashes ? 1 + Math.floor(80 * random()) / 2 : Infinity),
      hasHiccups: faults > 0,
      giveUpAfter,
      clock,
      counts: { possibleDoubles: 0, digests: 0, invocations: 0, crashes: 0 },
    };
  });
  const changes = changesOf({ ...options, begin }, randomOf(seed));
  let isOver = false;
  const handingOver = (async () => {
    const random = randomOf(seed * 41);
    const handedOver = await handOver(changes, { offices, random, clock, duplicates, disorder, crashes });
    isOver = true;
    for (const { queue } of offices) queue.wake();
    return handedOver;
  })();
  const serving = offices.map((office) => serve(office, () => isOver));
  const [handedOver] = await clock.run(Promise.all([handingOver, ...serving]));
  const destinations = new Map(
    offices.map((office) => [office.name, judge(office, changes, handedOver.get(office.name) ?? new Map())]),
  );
  return {
    destinations,
    violations: [
      ...[...destinations.values()].flatMap(({ violations }) => violations),
      ...offices
        .filter(({ name }) => name !== dead && giveUpAfter >= LONG)
        .flatMap((office) => innocentIn(office, changes, poison)),
    ],
    took: clock.now() - begin,
  };
}

/**
 * What is in a dead-letter queue, though nothing is wrong with it, nor with any other of its subject. That may be so for what was
 * told as often as it may be by chance, and has never been answered.
 */
function innocentIn(office: PostOffice, changes: readonly SimChange[], poison: number): readonly string[] {
  const letters = parkedIn(office).filter(({ isUnknown }) => !isUnknown);
  const parked = new Set(letters.map(({ key }) => key));
  const bySubject = [...Map.groupBy(changes, ({ subject }) => subject).values()];
  return bySubject
    .filter((own) => own.every(({ key }) => doomOf(key, poison) === undefined))
    .flat()
    .filter(({ key }) => parked.has(key))
    .map(({ key }) => `${office.name}: ${key} is given up, though it would have been taken`);
}

/** @param sorted in ascending order @param share such as 0.95 */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}
