import { DESTINATIONS } from '../../../lambdas/alarm-fanout/test/support/simulation/destinations.ts';
import {
  percentile,
  simulate,
  type SimulationReport,
} from '../../../lambdas/alarm-fanout/test/support/simulation/simulate.ts';
import { showProgress } from '../progress.ts';
import type { Row } from '../table.ts';
import type { Suite } from './suite.ts';

const TITLE = 'Delivery of 10,000 changes of alarms to 5 destinations, 20 % of all requests failing';
const OPTIONS = { seed: 1, transitions: 10_000, subjects: 150, spread: 16 * 3_600_000, crashes: 0.005 };
const DEAD = 'webhook';
/** How much later the others may get theirs. */
const AT_MOST = 1.1;

/** What comes of deliveries through faults of all kinds, and what a dead destination does to the others. */
export const alarmDelivery: Suite = {
  name: 'alarm-delivery',
  async run() {
    showProgress(`${TITLE}: all alive`);
    const report = await simulate(OPTIONS);
    showProgress(`${TITLE}: without faults, then with ${DEAD} dead`);
    const calm = { ...OPTIONS, transitions: 3_000, spread: 5 * 3_600_000, crashes: 0 };
    const [alive, dead] = [await simulate(calm), await simulate({ ...calm, dead: DEAD })];
    showProgress('');
    return {
      title: TITLE,
      notes: [
        'the queues, the table and the vendors are models in virtual time; deliver itself is the real one. Messages come twice and out of order,',
        'invocations are killed; vendors answer 429, 500, too late, or break the connection before or after they have taken a request',
        'doubled: there twice, as nobody could know that the first had arrived; counted: what the metric PossibleDoubles says',
        `later: the latency of the others (median, 95 %) with ${DEAD} dead, over that with all alive`,
        `violations of order, pace, or of one outcome for each: ${report.violations.length}`,
      ],
      columns: ['sent', 'grouped', 'superseded', 'put aside', 'doubled', 'counted', 'median', '95 %'],
      rows: Object.keys(DESTINATIONS).map((name) => rowOf(name, { report, alive, dead })),
    };
  },
};

interface Reports {
  readonly report: SimulationReport;
  readonly alive: SimulationReport;
  readonly dead: SimulationReport;
}

function rowOf(name: string, { report, alive, dead }: Reports): Row {
  const judged = report.destinations.get(name);
  if (judged === undefined) throw new Error(`${name} was not judged`);
  const { outcomes, doubles, countedDoubles, latencies } = judged;
  const aside = (outcomes['refused'] ?? 0) + (outcomes['gave-up'] ?? 0);
  const counts = [
    outcomes['sent'],
    outcomes['grouped'],
    outcomes['superseded'],
    aside,
    doubles,
    countedDoubles,
  ];
  const times = [0.5, 0.95].map((share) => `${(percentile(latencies, share) / 1_000).toFixed(1)} s`);
  const latenciesIn = ({ destinations }: SimulationReport): readonly number[] =>
    destinations.get(name)?.latencies ?? [];
  const [median, most] = [0.5, 0.95].map(
    (share) => percentile(latenciesIn(dead), share) / percentile(latenciesIn(alive), share),
  );
  const later = [median, most].map((ratio = Infinity) => ratio.toFixed(2)).join(' and ');
  const isWithin = Math.max(median ?? Infinity, most ?? Infinity) <= AT_MOST;
  return {
    name,
    cells: [...counts.map((count = 0) => count.toLocaleString('en')), ...times],
    claims: name === DEAD ? [] : [{ figure: `${later} × later`, target: `≤ ${AT_MOST} ×`, met: isWithin }],
  };
}
