import { describe, expect, it } from 'vitest';
import { DESTINATIONS } from '../support/simulation/destinations.ts';
import { percentile, simulate } from '../support/simulation/simulate.ts';

const IS_SOAK = Boolean(process.env['KMSCRYPT_SOAK']);
const BIG = { transitions: 10_000, subjects: 150, spread: 16 * 3_600_000, crashes: 0.005 };

describe.runIf(IS_SOAK)('10,000 transitions × 5 destinations with 20 % faults', () => {
  it.each([1, 2, 3])('nothing is lost, doubled unknown or out of order: seed %i', async (seed) => {
    const { violations, destinations } = await simulate({ ...BIG, seed });
    expect(violations).toEqual([]);
    for (const { outcomes } of destinations.values()) {
      expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(BIG.transitions);
    }
  });

  it('one dead destination slows no other', async () => {
    const options = { ...BIG, transitions: 3_000, seed: 4, spread: 5 * 3_600_000, crashes: 0 };
    const without = await simulate(options);
    const withIt = await simulate({ ...options, dead: 'webhook' });
    expect(withIt.violations).toEqual([]);
    const ratios = Object.keys(DESTINATIONS)
      .filter((name) => name !== 'webhook')
      .flatMap((name) => {
        const [a = [], b = []] = [withIt, without].map(
          ({ destinations }) => destinations.get(name)?.latencies,
        );
        return [0.5, 0.95].map((share) => percentile(a, share) / percentile(b, share));
      });
    expect(Math.max(...ratios)).toBeLessThanOrEqual(1.1);
  });

  it('small runs with crashes at every tenth invocation', async () => {
    const found: Record<number, readonly string[]> = {};
    for (let seed = 1_001; seed <= 1_300; seed += 1) {
      const small = {
        transitions: 24,
        subjects: 1 + (seed % 5),
        spread: 200_000,
        poison: 0.05,
        giveUpAfter: 1,
      };
      const { violations } = await simulate({ ...small, seed, crashes: 0.1, storeFaults: 0.02 });
      if (violations.length > 0) found[seed] = violations;
    }
    expect(found).toEqual({});
  });
});
