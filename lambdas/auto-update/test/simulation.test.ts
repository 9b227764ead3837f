import { describe, expect, it, vi } from 'vitest';
import { hook } from './support/simulated/hook.ts';
import { MUTANTS } from './support/simulated/mutants.ts';
import { simulateGroup } from './support/simulated/simulate-group.ts';
import { simulate } from './support/simulated/simulate.ts';

vi.mock(import('../src/plan.ts'), async (original) => {
  const { planHosts } = await original();
  return { planHosts: (input) => hook.plan?.(planHosts, input) ?? planHosts(input) };
});
vi.mock(import('../src/plan-group.ts'), async (original) => {
  const { planGroup } = await original();
  return { planGroup: (input) => hook.group?.(planGroup, input) ?? planGroup(input) };
});
vi.mock(import('../src/read.ts'), async (original) => {
  const { observe, ...more } = await original();
  return {
    ...more,
    observe: async (input) => {
      const view = await observe(input);
      return hook.look?.(view) ?? view;
    },
  };
});

/** Some 300 runs, in parts that are over soon. */
const AT_ONCE = 50;
const PARTS = [1, 51, 101, 151, 201, 251];
const GROUP_RUNS = 100;
/** In which of these a mutant shows is a matter of chance. */
const MOST_SEEDS = 400;
/** What has to have happened in some hundred runs, so that it was tried. */
const HAPPENED = [
  'killed',
  'still',
  'throttled',
  'broken',
  'unanswered',
  'taken',
  'host dies',
  'host under way dies',
  'host unwell',
  'host restarts',
  'agent blinks',
  'agent away',
  'not allowed',
  'group deleted',
  'agent gone',
  'drain hangs',
  'commands lost',
  'answers cut',
  'no ticks',
  'alarm',
  'freeze',
  'others drain',
  'scaled out',
  'scaled in',
  'config edited',
  'fleet left out',
  'paused',
  'aborted',
  'DRAIN_TIMEOUT',
  'PATCH_FAILED',
  'NOT_CHANGED',
  'NO_ANSWER',
  'GONE',
];

const GROUP_HAPPENED = [
  'killed',
  'still',
  'taken',
  'throttled',
  'host dies',
  'capacity refused',
  'scaled',
  'alarm',
  'freeze',
  'paused',
  'aborted',
  'done',
  'rolled-back',
];

describe('whatever fails, and whenever', () => {
  const counts = new Map<string, number>();

  it.each(PARTS)(
    'the floor is held, and every run ends with every host in, replaced or reported: seeds %i and on',
    async (from) => {
      for (let seed = from; seed < from + AT_ONCE; seed += 1) {
        const report = await simulate({ seed });
        expect(report.violations, `seed ${seed}`).toEqual([]);
        for (const [what, count] of Object.entries({ ...report.counts, [report.outcome]: 1 }))
          counts.set(what, (counts.get(what) ?? 0) + count);
      }
    },
  );

  it('all of it has happened', () => {
    const missing = [...HAPPENED, 'done', 'partly', 'stopped', 'gave-up'].filter((what) => !counts.has(what));
    expect(missing).toEqual([]);
  });

  it(`a group is refreshed, or as it was, or reported: ${GROUP_RUNS} runs`, async () => {
    const happened = new Set<string>();
    for (let seed = 1; seed <= GROUP_RUNS; seed += 1) {
      const report = await simulateGroup({ seed });
      expect(report.violations, `seed ${seed}`).toEqual([]);
      for (const what of [...Object.keys(report.counts), report.outcome]) happened.add(what);
    }
    expect(GROUP_HAPPENED.filter((what) => !happened.has(what))).toEqual([]);
  });

  it('the same seed is the same run', async () => {
    expect(await simulateGroup({ seed: 7 })).toEqual(await simulateGroup({ seed: 7 }));
    expect(await simulate({ seed: 7 })).toEqual(await simulate({ seed: 7 }));
  });

  it('a fleet that nothing goes wrong with is updated', async () => {
    const reports = [];
    for (let seed = 1; seed <= 30; seed += 1) reports.push(await simulate({ seed, trouble: 0 }));
    expect(reports.filter(({ outcome }) => outcome === 'done').length).toBeGreaterThan(12);
  });
});

describe('the judge', () => {
  it.each(MUTANTS)('finds an updater that $name', async ({ mutant, finds, from = 1 }) => {
    for (let seed = from; seed < from + MOST_SEEDS; seed += 1) {
      const { violations } = await simulate({ seed, mutant });
      if (violations.some((violation) => finds.test(violation))) return;
    }
    expect.fail(`not in ${MOST_SEEDS} runs`);
  });
});
