import { describe, expect, it } from 'vitest';
import { DESTINATIONS } from '../support/simulation/destinations.ts';
import { percentile, simulate, type SimulationReport } from '../support/simulation/simulate.ts';

/** Small ones, one after the other: each has its own faults at its own places. */
const SEEDS = 200;

describe('whatever fails, and whenever', () => {
  const names = Object.keys(DESTINATIONS);

  it(`nothing is lost, doubled unknown or out of order: ${SEEDS} small runs`, async () => {
    const found: Record<number, readonly string[]> = {};
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { violations } = await simulate({
        seed,
        transitions: 24,
        subjects: 1 + (seed % 5),
        spread: (30 + (seed % 10) * 30) * 1_000,
        crashes: 0.1,
        storeFaults: 0.01,
        poison: 0.05,
        // Every fifth: it is given up.
        dead: seed % 5 === 0 ? names[(seed / 5) % names.length] : undefined,
        giveUpAfter: seed % 5 === 0 ? 0.2 : 1,
      });
      if (violations.length > 0) found[seed] = violations;
    }
    expect(found).toEqual({});
  });

  it('nor in one of some thousand deliveries', async () => {
    const report = await simulate({ seed: 8, transitions: 600, subjects: 20, spread: 3_600_000 });
    expect(report.violations).toEqual([]);
    const { incidents, webhook } = Object.fromEntries(report.destinations);
    // It is no proof where nothing has happened.
    expect(incidents?.outcomes).toMatchObject({ sent: expect.any(Number), superseded: expect.any(Number) });
    expect(incidents?.doubles).toBe(0);
    expect(webhook?.doubles).toBeGreaterThan(0);
  });

  it('nor where nothing fails; then nothing is doubled either', async () => {
    const calm = { faults: 0, crashes: 0, storeFaults: 0, poison: 0 };
    const report = await simulate({ seed: 3, transitions: 300, subjects: 10, spread: 1_800_000, ...calm });
    expect(report.violations).toEqual([]);
    for (const { doubles, countedDoubles, deadLetters } of report.destinations.values()) {
      expect({ doubles, countedDoubles, deadLetters }).toEqual({
        doubles: 0,
        countedDoubles: 0,
        deadLetters: 0,
      });
    }
  });

  it('the same seed is the same run', async () => {
    const options = { seed: 5, transitions: 40, subjects: 3, spread: 60_000 };
    expect(await simulate(options)).toEqual(await simulate(options));
  });
});

describe('one dead destination', () => {
  it.each(Object.keys(DESTINATIONS))('%s slows no other', async (dead) => {
    const options = { seed: 7, transitions: 150, subjects: 8, spread: 600_000, crashes: 0, giveUpAfter: 0.5 };
    const without = await simulate(options);
    const withIt = await simulate({ ...options, dead });
    expect(withIt.violations).toEqual([]);
    expect(withIt.destinations.get(dead)?.messages).toBe(0);
    for (const name of Object.keys(DESTINATIONS).filter((each) => each !== dead)) {
      expect(slowerBy(name, withIt, without)).toBeLessThanOrEqual(1.1);
    }
  });
});

/** The larger of the ratios of the medians and the 95th percentiles. */
function slowerBy(name: string, one: SimulationReport, other: SimulationReport): number {
  const [a, b] = [one, other].map(({ destinations }) => destinations.get(name)?.latencies ?? []);
  const ratios = [0.5, 0.95].map((share) => percentile(a ?? [], share) / percentile(b ?? [], share));
  return Math.max(...ratios);
}
