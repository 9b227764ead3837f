import { buildPlanProcess, type Figures, measurePlan, type Run } from '../invalidation/measure-plan.ts';
import { showProgress } from '../progress.ts';
import type { Claim, Row } from '../table.ts';
import type { Suite } from './suite.ts';

const TITLE = 'Planning invalidations of a site';
const MAX_MILLISECONDS = 1_000;
const MAX_MEGABYTES = 200;
/** How much more time a path may take where there are ten times as many. */
const MAX_GROWTH = 2;

interface Subject extends Run {
  /** What the time of a path is compared with. */
  readonly growsFrom?: number;
  readonly hasTargets?: boolean;
}

const SUBJECTS: readonly Subject[] = [
  { what: 'plan', count: 10_000, megabytes: 200, runs: 7 },
  { what: 'plan', count: 100_000, megabytes: 200, runs: 7, hasTargets: true },
  { what: 'plan', count: 100_000, runs: 3 },
  { what: 'plan', count: 1_000_000, megabytes: 2_048, runs: 3, growsFrom: 100_000 },
  { what: 'cover', count: 10_000, megabytes: 200, runs: 7 },
  { what: 'cover', count: 30_000, megabytes: 200, runs: 7 },
  { what: 'cover', count: 100_000, megabytes: 200, runs: 7 },
  { what: 'cover', count: 300_000, megabytes: 1_024, runs: 3, growsFrom: 30_000 },
  { what: 'cover', count: 1_000_000, megabytes: 1_024, runs: 3, growsFrom: 100_000 },
];

type Measured = Subject & Figures;

/** What a plan takes, and how that grows with the site. */
export const invalidationPlan: Suite = {
  name: 'invalidation-plan',
  async run(stage) {
    const program = await buildPlanProcess(stage);
    const measured = SUBJECTS.map((subject): Measured => {
      showProgress(`${TITLE}: ${nameOf(subject)}`);
      return { ...subject, ...measurePlan(stage, program, subject) };
    });
    showProgress('');
    return {
      title: TITLE,
      notes: [
        'plan: keys of which every one changed, in a site that has a quarter as many others, all listed; cover: the optimiser alone',
        'in a process of its own, whose first plan it is; memory is the most that was resident (VmHWM), with all that is read in it',
        "5 % of the Lambda's memory is for new objects and 90 % for old ones, as in AWS's runtime; Node alone lets more garbage lie",
      ],
      columns: ['Lambda', 'median', 'a key', 'memory', 'items', 'runs'],
      rows: measured.map((each) => rowOf(each, measured)),
    };
  },
};

function rowOf(measured: Measured, all: readonly Measured[]): Row {
  const { megabytes, milliseconds, memory, items, done, hasTargets } = measured;
  const smaller = all.find(({ what, count }) => what === measured.what && count === measured.growsFrom);
  return {
    name: nameOf(measured),
    cells: [
      megabytes === undefined ? 'no limits' : `${megabytes} MB`,
      `${milliseconds.toFixed(0)} ms`,
      `${nanosecondsOf(measured).toFixed(0)} ns`,
      `${(memory / 1e6).toFixed(0)} MB`,
      String(items),
      String(done),
    ],
    claims: [
      ...(hasTargets === true ? targetsOf(measured) : []),
      ...(smaller === undefined ? [] : [growthOf(measured, smaller)]),
    ],
  };
}

function targetsOf({ milliseconds, memory }: Measured): readonly Claim[] {
  const megabytes = memory / 1e6;
  return [
    {
      figure: `${(milliseconds / 1_000).toFixed(2)} s`,
      target: `≤ ${MAX_MILLISECONDS / 1_000} s`,
      met: milliseconds <= MAX_MILLISECONDS,
    },
    {
      figure: `${megabytes.toFixed(0)} MB`,
      target: `≤ ${MAX_MEGABYTES} MB`,
      met: megabytes <= MAX_MEGABYTES,
    },
  ];
}

function growthOf(measured: Measured, smaller: Measured): Claim {
  const growth = nanosecondsOf(measured) / nanosecondsOf(smaller);
  return {
    figure: `${growth.toFixed(2)} × the time of each of ${formatCount(smaller.count)}`,
    target: `≤ ${MAX_GROWTH} ×`,
    met: growth <= MAX_GROWTH,
  };
}

function nameOf({ what, count }: Subject): string {
  return `${what}, ${formatCount(count)} ${what === 'plan' ? 'keys' : 'paths'}`;
}

function nanosecondsOf({ milliseconds, count }: Measured): number {
  return (milliseconds * 1e6) / count;
}

function formatCount(count: number): string {
  return count.toLocaleString('en');
}
