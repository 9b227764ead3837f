import { describe, expect, it } from 'vitest';
import { MUTANTS } from './support/simulation/mutants.ts';
import { simulate } from './support/simulation/simulate.ts';

/** Lives of an organisation, some 200 runs each. */
const SEEDS = [1, 2, 3, 4];
/** In which of these a mutant shows is a matter of chance. */
const MOST_SEEDS = 60;

describe('whatever fails, and whenever', () => {
  it.each(SEEDS)('nobody is let in or shut out wrongly, and no revocation is late: seed %i', async (seed) => {
    const { violations } = await simulate({ seed });
    expect(violations).toEqual([]);
  });

  it('something has happened in them', async () => {
    const reports = await Promise.all(SEEDS.map((seed) => simulate({ seed })));
    const sum = (count: (report: (typeof reports)[number]) => number): number =>
      reports.reduce((total, report) => total + count(report), 0);
    expect(sum(({ runs }) => runs)).toBeGreaterThan(300);
    expect(sum(({ grants }) => grants)).toBeGreaterThan(50);
    expect(sum(({ removals }) => removals)).toBeGreaterThan(20);
    expect(sum(({ crashes }) => crashes)).toBeGreaterThan(0);
    expect(sum(({ failures }) => failures)).toBeGreaterThan(0);
    const problems = new Set(reports.flatMap((report) => [...report.problems]));
    expect(problems).toContain('READ_FAILED');
    expect(problems).toContain('REMOVALS_HELD');
  });

  it('the same seed is the same life', async () => {
    expect(await simulate({ seed: 5 })).toEqual(await simulate({ seed: 5 }));
  });
});

describe('the judge', () => {
  it.each(MUTANTS)('finds out that $name', async ({ mutant, finds, pace }) => {
    for (let seed = 1; seed <= MOST_SEEDS; seed += 1) {
      const { violations } = await simulate({ seed, pace, mutant: mutant() });
      if (violations.some((violation) => finds.test(violation))) return;
    }
    expect.fail(`not in ${MOST_SEEDS} lives`);
  });
});
