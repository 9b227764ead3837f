import { showProgress } from '../progress.ts';
import { buildPlanProcess, type Figures, measurePlan, type Run } from '../ssh-keys/measure-plan.ts';
import type { Claim, Row } from '../table.ts';
import type { Suite } from './suite.ts';

const TITLE = 'Planning who may log in where';
const MAX_MILLISECONDS = 500;
/** How much more time a user may take where there are four times as many. */
const MAX_GROWTH = 2;
/** As in the issue. */
const USERS = 5_000;

const COUNTS = [1_250, 2_500, 5_000, 10_000, 20_000];
const RUNS: readonly Run[] = (['first', 'steady'] as const).flatMap((what) =>
  COUNTS.map((count) => ({ what, count })),
);

type Measured = Run & Figures;

/** What a plan takes, and how that and the state grow with the users. */
export const sshKeysPlan: Suite = {
  name: 'ssh-keys-plan',
  async run(stage) {
    const program = await buildPlanProcess(stage);
    const measured = RUNS.map((each): Measured => {
      showProgress(`${TITLE}: ${nameOf(each)}`);
      return { ...each, ...measurePlan(stage, program, each) };
    });
    showProgress('');
    return {
      title: TITLE,
      notes: [
        'users with 3 keys of RSA, each in 3 of 60 groups; 20 groups of hosts with 1,000 hosts; all evidence of a whole read at once',
        'first: nothing is known before; steady: a read confirms that 1 % have left a group and 1 % have a key less (all host groups change)',
        'in a process of its own, whose first plan it is (steady: the third); load and save: the state from JSON, and to it',
      ],
      columns: ['median', 'a user', 'state', 'load', 'save', 'manifests', 'memory', 'runs'],
      rows: measured.map((each) => rowOf(each, measured)),
    };
  },
};

function rowOf(measured: Measured, all: readonly Measured[]): Row {
  const { what, count, milliseconds, bytes, load, save, manifests, memory, done } = measured;
  const smaller = all.find((each) => each.what === what && each.count === count / 4);
  return {
    name: nameOf(measured),
    cells: [
      `${milliseconds.toFixed(0)} ms`,
      `${microsecondsOf(measured).toFixed(1)} µs`,
      `${(bytes / 1e6).toFixed(1)} MB`,
      `${load.toFixed(0)} ms`,
      `${save.toFixed(0)} ms`,
      `${(manifests / 1e6).toFixed(1)} MB`,
      `${(memory / 1e6).toFixed(0)} MB`,
      String(done),
    ],
    claims: [
      ...(count === USERS ? [limitOf(measured)] : []),
      ...(smaller === undefined ? [] : [growthOf(measured, smaller)]),
    ],
  };
}

function limitOf({ milliseconds }: Measured): Claim {
  return {
    figure: `${(milliseconds / 1_000).toFixed(2)} s`,
    target: `≤ ${MAX_MILLISECONDS / 1_000} s`,
    met: milliseconds <= MAX_MILLISECONDS,
  };
}

function growthOf(measured: Measured, smaller: Measured): Claim {
  const growth = microsecondsOf(measured) / microsecondsOf(smaller);
  return {
    figure: `${growth.toFixed(2)} × the time of each of ${smaller.count.toLocaleString('en')}`,
    target: `≤ ${MAX_GROWTH} ×`,
    met: growth <= MAX_GROWTH,
  };
}

function nameOf({ what, count }: Run): string {
  return `${what}, ${count.toLocaleString('en')} users`;
}

function microsecondsOf({ milliseconds, count }: Measured): number {
  return (milliseconds * 1_000) / count;
}
