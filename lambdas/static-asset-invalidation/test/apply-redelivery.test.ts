import fc from 'fast-check';
import { expect, it } from 'vitest';
import { virtualTime } from '../../../packages/core/test/support/virtual-time.ts';
import { RUNS } from './runs.ts';
import { cloudFrontRules, isLegal } from './support/cloudfront-rules.ts';
import { deliver, randomOf, type World } from './support/deliveries.ts';

const ITEM = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 40 }).map((n) => `/p${n}`) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 60 }).map((n) => `/w${n}/*`) },
  { weight: 1, arbitrary: fc.constantFrom('/a b', '/~', '/*/x', 'none') },
);

it('whatever fails for a while, no change is lost, and none is charged twice with the same others', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uniqueArray(ITEM, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 40 }),
      fc.record({
        distributions: fc.integer({ min: 1, max: 3 }),
        isDenied: fc.boolean(),
        batch: fc.integer({ min: 1, max: 15 }),
        hasMemory: fc.boolean(),
        faults: fc.double({ min: 0, max: 0.5, noNaN: true }),
        burst: fc.constantFrom(3, 6, 1000),
        seed: fc.integer({ min: 1, max: 2 ** 31 - 2 }),
      }),
      async (itemsOfChanges, { seed, hasMemory, batch, faults, burst, ...options }) => {
        const time = virtualTime();
        const distributions = ['E1', 'E2', 'E3'].slice(0, options.distributions);
        const denied = options.isDenied ? ['E1'] : [];
        const world: World = {
          time,
          rules: cloudFrontRules({ now: time.now, denied, bucket: { burst, rate: 1 } }),
          changes: new Map(itemsOfChanges.map((items, index) => [`change ${index}`, items])),
          distributions,
          random: randomOf(seed),
          batch,
          memory: hasMemory ? new Map() : undefined,
          charged: new Map(),
        };
        const left = await deliver(world, faults);
        expect([...world.charged].filter(([, count]) => count > 1)).toEqual([]);
        expect(notAccepted(world, denied)).toEqual([]);
        // Only what nobody can do comes back for ever.
        const isPossible = (eventId: string): boolean =>
          denied.length === 0 && (world.changes.get(eventId) ?? []).every((path) => isLegal(path, true));
        expect(left.filter(isPossible)).toEqual([]);
        expect(world.rules.most().wildcards).toBeLessThanOrEqual(15);
      },
    ),
    { numRuns: RUNS },
  );
});

/** What is legal and has not been accepted where it may be. */
function notAccepted({ rules, changes, distributions }: World, denied: readonly string[]): readonly string[] {
  const accepted = new Set(
    rules.accepted.flatMap(({ distribution, items }) => items.map((path) => `${distribution} ${path}`)),
  );
  const legal = [...changes.values()].flat().filter((path) => isLegal(path, true));
  return distributions
    .filter((distribution) => !denied.includes(distribution))
    .flatMap((distribution) => legal.map((path) => `${distribution} ${path}`))
    .filter((name) => !accepted.has(name));
}
