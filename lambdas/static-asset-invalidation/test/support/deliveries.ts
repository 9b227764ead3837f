import { createPace } from '@kmscrypt/core/retry';
import type { VirtualTime } from '../../../../packages/core/test/support/virtual-time.ts';
import { apply } from '../../src/apply.ts';
import type { Cdn } from '../../src/invalidation.ts';
import type { DistributionPlan } from '../../src/plan.ts';
import type { CloudFrontRules } from './cloudfront-rules.ts';
import { type CdnFault, fakeCdn } from './fake-cdn.ts';
import { hashOf, invalidationOf, planOf } from './plans.ts';

/** A queue, the Lambda behind it twice, and CloudFront. */
export interface World {
  readonly time: VirtualTime;
  readonly rules: CloudFrontRules;
  /** The items that each needs, the same in every distribution; a message each. */
  readonly changes: ReadonlyMap<string, readonly string[]>;
  readonly distributions: readonly string[];
  /** In [0, 1), the same for the same seed. */
  readonly random: () => number;
  /** How many items an invalidation has at most. */
  readonly batch: number;
  /** By change, where it is done; absent without a table. */
  readonly memory: Map<string, Set<string>> | undefined;
  /** How often an item was charged, by distribution, the changes that were asked for together, and item. */
  readonly charged: Map<string, number>;
}

const ROUNDS = 30;
/** So long are both at work, with what has come back in all groupings; then one, with all that is left. */
const MIXED = 20;
/** So long calls fail. */
const FAULTY = 6;
/** In milliseconds, between rounds. */
const REST = 60_000;

/**
 * Delivers messages until only those are left that fail for ever.
 *
 * @param faults the share of calls that something happens to, in the first rounds.
 * @returns the changes that are left.
 */
export async function deliver(world: World, faults: number): Promise<readonly string[]> {
  const { time, random } = world;
  let waiting = [...world.changes.keys()];
  for (let round = 0; round < ROUNDS && waiting.length > 0; round += 1) {
    const dealt = round < MIXED ? deal(waiting, random) : [waiting];
    const share = round < FAULTY ? faults : 0;
    const done = await time.run(Promise.all(dealt.map((eventIds) => invoke(eventIds, world, share))));
    // A message that both were given is gone when one of them has done it.
    const gone = new Set(done.flat());
    waiting = waiting.filter((eventId) => !gone.has(eventId));
    await time.run(time.sleep(REST, undefined));
  }
  return waiting;
}

/** Most of those that wait, in two invocations at once; now and then both are given the same. */
function deal(waiting: readonly string[], random: () => number): readonly (readonly string[])[] {
  const taken = waiting.filter(() => random() < 0.9);
  if (random() < 0.2) return [taken, taken];
  const first = new Set(taken.filter(() => random() < 0.5));
  return [[...first], taken.filter((eventId) => !first.has(eventId))];
}

/** One invocation; answers which of its messages are done. */
async function invoke(eventIds: readonly string[], world: World, faults: number): Promise<readonly string[]> {
  const { time, random, memory, distributions } = world;
  const ending = new AbortController();
  void time.sleep(20_000 + random() * 100_000, undefined).then(() => ending.abort());
  const plans = distributions.map((distribution) => {
    const left = eventIds.filter((eventId) => memory?.get(eventId)?.has(distribution) !== true);
    return planFor(distribution, left, world);
  });
  const { failures } = await apply({
    distributions: plans,
    cdn: countingCdn(plans, world, faults),
    signal: ending.signal,
    pace: createPace({ random, now: time.now, sleep: time.sleep }),
    sleep: time.sleep,
    random,
  });
  // Lambda may end it before it has said anything.
  if (random() < faults / 2) return [];
  const failedAt = new Map<string, Set<string>>();
  for (const { distribution, eventIds: failed } of failures) {
    for (const id of failed) failedAt.set(id, (failedAt.get(id) ?? new Set()).add(distribution));
  }
  for (const [eventId, failed] of failedAt) {
    const known = memory?.get(eventId) ?? [];
    memory?.set(eventId, new Set([...known, ...distributions.filter((id) => !failed.has(id))]));
  }
  return eventIds.filter((eventId) => !failedAt.has(eventId));
}

/** All changes in as many invalidations as they need. */
function planFor(
  distribution: string,
  eventIds: readonly string[],
  { changes, batch }: World,
): DistributionPlan {
  const events = new Map<string, string[]>();
  for (const eventId of eventIds) {
    for (const item of changes.get(eventId) ?? []) events.set(item, [...(events.get(item) ?? []), eventId]);
  }
  const items = [...events.keys()].toSorted();
  const count = Math.ceil(items.length / batch);
  const invalidations = Array.from({ length: count }, (_, index) => {
    const mine = items.slice(index * batch, (index + 1) * batch);
    const reference = hashOf([distribution, ...eventIds.toSorted(), ...(count > 1 ? mine : [])]);
    return invalidationOf(distribution, mine, {
      reference,
      itemEvents: mine.map((item) => events.get(item) ?? []),
    });
  });
  return planOf(distribution, invalidations);
}

/** CloudFront with faults of all kinds, noting what it charges for. */
function countingCdn(plans: readonly DistributionPlan[], world: World, faults: number): Cdn {
  const { time, rules, random, charged } = world;
  const together = new Map(
    plans.map(({ distribution, invalidations }) => [
      distribution,
      hashOf(invalidations.flatMap(({ eventIds }) => eventIds).toSorted()),
    ]),
  );
  const create: CloudFrontRules['create'] = (asked) => {
    const before = rules.accepted.length;
    const verdict = rules.create(asked);
    if (rules.accepted.length === before) return verdict;
    for (const item of asked.items) {
      const name = `${asked.distribution} ${together.get(asked.distribution)} ${item}`;
      charged.set(name, (charged.get(name) ?? 0) + 1);
    }
    return verdict;
  };
  const faultOf = (): CdnFault =>
    random() < faults ? (FAULTS[Math.floor(random() * FAULTS.length)] ?? 'pass') : 'pass';
  return fakeCdn({ ...rules, create }, time, faultOf);
}

const FAULTS: readonly CdnFault[] = [
  'hang',
  { fails: 'AWS_FAILED' },
  { fails: 'NETWORK' },
  { fails: 'CREDENTIALS_EXPIRED' },
  { fails: 'THROTTLED' },
  { lost: 'TIMEOUT' },
  { lost: 'NETWORK' },
  { lost: 'AWS_FAILED' },
];

/** Park and Miller's generator. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
