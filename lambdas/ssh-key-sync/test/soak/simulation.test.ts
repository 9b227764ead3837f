import { describe, expect, it } from 'vitest';
import { simulate, type SimulationReport } from '../support/simulation/simulate.ts';

const IS_SOAK = Boolean(process.env['KMSCRYPT_SOAK']);
const RUNS = 10_000;

describe.runIf(IS_SOAK)('10,000 runs with faults at every call', () => {
  it.each([
    { name: 'one storm', options: {}, from: 1_001 },
    { name: 'two storms, and changes every half minute', options: { storms: 2, pace: 30 }, from: 2_001 },
    { name: 'four at once', options: { atOnce: 4, pace: 60 }, from: 3_001 },
  ])('0 wrongful removals, 0 wrongful grants, 0 late: $name', async ({ options, from }) => {
    const found: Record<number, readonly string[]> = {};
    const reports: SimulationReport[] = [];
    let runs = 0;
    for (let seed = from; runs < RUNS; seed += 1) {
      const report = await simulate({ ...options, seed });
      reports.push(report);
      runs += report.runs;
      if (report.violations.length > 0) found[seed] = report.violations;
    }
    expect(found).toEqual({});
    expect(reports.reduce((sum, { removals }) => sum + removals, 0)).toBeGreaterThan(500);
    expect(reports.reduce((sum, { crashes }) => sum + crashes, 0)).toBeGreaterThan(50);
  });
});
