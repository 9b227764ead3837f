import { createPace } from '@kmscrypt/core/retry';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type VirtualTime, virtualTime } from '../../../packages/core/test/support/virtual-time.ts';
import { apply } from '../src/apply.ts';
import type { Invalidation } from '../src/invalidation.ts';
import type { DistributionPlan } from '../src/plan.ts';
import { type CloudFrontRules, cloudFrontRules, isLegal } from './support/cloudfront-rules.ts';
import { type CdnFault, fakeCdn } from './support/fake-cdn.ts';
import { hashOf, invalidationOf, planOf } from './support/plans.ts';
import { RUNS } from './runs.ts';

/** The items of each change; each has some in every distribution. */
type Changes = ReadonlyMap<string, readonly string[]>;

interface World {
  readonly time: VirtualTime;
  readonly rules: CloudFrontRules;
  readonly changes: Changes;
  readonly distributions: readonly string[];
  readonly denied: readonly string[];
  /** In [0, 1), the same for the same seed. */
  readonly random: () => number;
  /** How many items an invalidation has at most. */
  readonly batch: number;
  /** By change, where it is done; absent without a table. */
  readonly memory: Map<string, Set<string>> | undefined;
  /** How often an item was charged, by distribution, the changes that were asked for together, and item. */
  readonly charged: Map<string, number>;
}

/** Every distribution that a run plans for has all its changes in as many invalidations as they need. */
function planFor(
  distribution: string,
  eventIds: readonly string[],
  { changes, batch }: World,
): DistributionPlan {
  const itemEvents = new Map<string, string[]>();
  for (const eventId of eventIds) {
    for (const item of changes.get(eventId) ?? [])
      itemEvents.set(item, [...(itemEvents.get(item) ?? []), eventId]);
  }
  const items = [...itemEvents.keys()].toSorted();
  const count = Math.ceil(items.length / batch);
  const invalidations = Array.from({ length: count }, (_, index) => {
    const mine = items.slice(index * batch, (index + 1) * batch);
    const reference = hashOf([distribution, ...eventIds.toSorted(), ...(count > 1 ? mine : [])]);
    return invalidationOf(distribution, mine, {
      reference,
      itemEvents: mine.map((item) => itemEvents.get(item) ?? []),
    });
  });
  return planOf(distribution, invalidations);
}

/** One invocation; answers which of its messages come back. */
async function invoke(eventIds: readonly string[], world: World, faults: number): Promise<readonly string[]> {
  const { time, rules, random, memory } = world;
  const limit = 20_000 + random() * 100_000;
  const ending = new AbortController();
  void time.sleep(limit, undefined).then(() => ending.abort());
  const plans = world.distributions.map((distribution) => {
    const left = eventIds.filter((eventId) => memory?.get(eventId)?.has(distribution) !== true);
    return planFor(distribution, left, world);
  });
  const cdn = counting(plans, world, faults);
  const pace = createPace({ random, now: time.now, sleep: time.sleep });
  const { failures } = await apply({
    distributions: plans,
    cdn,
    signal: ending.signal,
    pace,
    sleep: time.sleep,
    random,
  });
  void rules;
  // Lambda may end it before it has said anything.
  if (random() < faults / 2) return eventIds;
  const failed = new Set(failures.flatMap((failure) => failure.eventIds));
  for (const eventId of failed) {
    const missing = failures.filter((failure) => failure.eventIds.includes(eventId));
    const done = world.distributions.filter((id) => missing.every(({ distribution }) => distribution !== id));
    memory?.set(eventId, new Set([...(memory.get(eventId) ?? []), ...done]));
  }
  return [...failed];
}

/** CloudFront with faults of all kinds, with the given share of calls, that counts what it charges for. */
function counting(plans: readonly DistributionPlan[], world: World, faults: number) {
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
    if (rules.accepted.length > before) {
      for (const item of asked.items) {
        const name = [asked.distribution, together.get(asked.distribution), item].join(' ');
        charged.set(name, (charged.get(name) ?? 0) + 1);
      }
    }
    return verdict;
  };
  const faultOf = (): CdnFault => {
    if (random() >= faults) return 'pass';
    const kinds: readonly CdnFault[] = [
      'hang',
      { fails: 'AWS_FAILED' },
      { fails: 'NETWORK' },
      { fails: 'CREDENTIALS_EXPIRED' },
      { fails: 'THROTTLED' },
      { lost: 'TIMEOUT' },
      { lost: 'NETWORK' },
      { lost: 'AWS_FAILED' },
    ];
    return kinds[Math.floor(random() * kinds.length)] ?? 'pass';
  };
  return fakeCdn({ ...rules, create }, time, faultOf);
}

/** A part of those that wait, in two invocations at once; now and then both are given the same. */
function deal(waiting: readonly string[], random: () => number): readonly (readonly string[])[] {
  const taken = waiting.filter(() => random() < 0.9);
  if (random() < 0.2) return [taken, taken];
  const isFirst = taken.map(() => random() < 0.5);
  return [taken.filter((_, index) => isFirst[index]), taken.filter((_, index) => isFirst[index] === false)];
}

const item = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ max: 40, min: 0 }).map((n) => `/p${n}`) },
  { weight: 3, arbitrary: fc.integer({ max: 60, min: 0 }).map((n) => `/w${n}/*`) },
  { weight: 1, arbitrary: fc.constantFrom('/a b', '/~', '/*/x', 'none') },
);

it('whatever fails for a while: no change is lost, and none is charged twice for the same changes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uniqueArray(item, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 40 }),
      fc.record({
        distributions: fc.integer({ min: 1, max: 3 }),
        isDenied: fc.boolean(),
        batch: fc.integer({ min: 1, max: 15 }),
        hasMemory: fc.boolean(),
        faults: fc.double({ min: 0, max: 0.5, noNaN: true }),
        burst: fc.constantFrom(3, 6, 1000),
        seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      }),
      async (itemsOfChanges, { seed, hasMemory, faults, ...options }) => {
        const time = virtualTime();
        const distributions = ['E1', 'E2', 'E3'].slice(0, options.distributions);
        const denied = options.isDenied ? distributions.slice(0, 1) : [];
        const world: World = {
          time,
          rules: cloudFrontRules({ now: time.now, denied, bucket: { burst: options.burst, rate: 1 } }),
          changes: new Map(itemsOfChanges.map((items, index) => [`change ${index}`, items])),
          distributions,
          denied,
          random: randomOf(seed),
          batch: options.batch,
          memory: hasMemory ? new Map() : undefined,
          charged: new Map(),
        };
        const left = await deliver(world, faults);
        expect([...world.charged.values()].every((count) => count === 1)).toBe(true);
        expect(world.rules.most().wildcards).toBeLessThanOrEqual(15);
        expect(missing(world, () => true)).toEqual([]);
        // Only what cannot be done comes back for ever.
        const isHopeless = (eventId: string): boolean =>
          denied.length > 0 || (world.changes.get(eventId) ?? []).some((each) => !isLegal(each, true));
        expect(left.filter((eventId) => !isHopeless(eventId))).toEqual([]);
      },
    ),
    { numRuns: RUNS },
  );
});

/** Delivers messages until only those are left that fail for ever; faults are over after some rounds. */
async function deliver(world: World, faults: number): Promise<readonly string[]> {
  const { time, random } = world;
  let waiting = [...world.changes.keys()];
  for (let round = 0; round < 30 && waiting.length > 0; round += 1) {
    const dealt = round < 20 ? deal(waiting, random) : [waiting];
    const share = round < 6 ? faults : 0;
    const back = await time.run(Promise.all(dealt.map((eventIds) => invoke(eventIds, world, share))));
    const given = new Set(dealt.flat());
    // A message that two have been given comes back only if neither has done it.
    const returned = waiting.filter((id) =>
      dealt.every((mine, index) => !mine.includes(id) || back[index]?.includes(id)),
    );
    waiting = waiting.filter((id) => !given.has(id) || returned.includes(id));
    await time.run(time.sleep(60_000, undefined));
  }
  return waiting;
}

/** Legal items of changes that a distribution has not accepted. */
function missing(
  { rules, changes, distributions, denied }: World,
  counts: (item: string) => boolean,
): string[] {
  const accepted = new Set(
    rules.accepted.flatMap((each) => each.items.map((path) => `${each.distribution} ${path}`)),
  );
  return distributions
    .filter((id) => !denied.includes(id))
    .flatMap((id) => [...changes.values()].flat().map((path) => [id, path] as const))
    .filter(([, path]) => isLegal(path, true) && counts(path))
    .map(([id, path]) => `${id} ${path}`)
    .filter((name) => !accepted.has(name));
}

/** Park and Miller's generator. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
