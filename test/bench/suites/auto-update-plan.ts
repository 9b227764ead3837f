import { buildPlanProcess, measurePlan } from '../auto-update/measure-plan.ts';
import { showProgress } from '../progress.ts';
import type { Suite } from './suite.ts';

const TITLE = 'Planning a tick of auto-update';
const COUNTS = [1_000, 5_000, 20_000];
/** As in the issue. */
const HOSTS = 5_000;
const MAX_MILLISECONDS = 100;

/** What the decision of one tick takes, in the middle of a run. */
export const autoUpdatePlan: Suite = {
  name: 'auto-update-plan',
  async run(stage) {
    const program = await buildPlanProcess(stage);
    const rows = COUNTS.map((count) => {
      showProgress(`${TITLE}: ${count}`);
      const { median, longest, phases, done } = measurePlan(stage, program, count);
      const claim = {
        figure: `${median.toFixed(0)} ms`,
        target: `≤ ${MAX_MILLISECONDS} ms`,
        met: median <= MAX_MILLISECONDS,
      };
      return {
        name: `${count.toLocaleString('en')} hosts`,
        cells: [
          `${median.toFixed(1)} ms`,
          `${longest.toFixed(1)} ms`,
          `${((median * 1_000) / count).toFixed(1)} µs`,
          Object.entries(phases)
            .map(([phase, hosts]) => `${hosts} ${phase}`)
            .join(', '),
          String(done),
        ],
        claims: count === HOSTS ? [claim] : [],
      };
    });
    showProgress('');
    return {
      title: TITLE,
      notes: [
        'in place, at most 5 % out of service (and at most 250 under way); every host that is under way has just answered',
        'in a process of its own that has not planned before',
      ],
      columns: ['median', 'longest', 'a host', 'after it', 'runs'],
      rows,
    };
  },
};
