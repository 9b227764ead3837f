import {
  updateWholeFleet,
  type WholeFleet,
  type WholeFleetFigures,
} from '../../../lambdas/auto-update/test/support/simulated/whole-fleet.ts';
import { showProgress } from '../progress.ts';
import type { Row } from '../table.ts';
import type { Suite } from './suite.ts';

const TITLE = 'Updating a whole fleet, in simulated time';
const HOSTS = 1_000;
const SHARE = 5;
const SOAK = 5;
const CANARY_SOAK = 30;
/** Of the lower bound. */
const AT_MOST = 1.2;

type Times = Pick<WholeFleet, 'patchMinutes' | 'bootMinutes'>;

const POLICY: WholeFleet['policy'] = {
  windows: [
    { hours: '00:00-12:00', timezone: 'UTC' },
    { hours: '12:00-00:00', timezone: 'UTC' },
  ],
  maxUnavailable: `${SHARE}%`,
  canary: { hosts: 1, soakMinutes: CANARY_SOAK },
  soakMinutes: SOAK,
};

const FLEETS: readonly { readonly name: string; readonly times: Times }[] = [
  { name: 'each 10 min', times: { patchMinutes: [8, 8], bootMinutes: [2, 2] } },
  { name: 'each 20 min', times: { patchMinutes: [17, 17], bootMinutes: [3, 3] } },
  { name: 'between 10 and 15 min', times: { patchMinutes: [9, 12], bootMinutes: [1, 3] } },
];

/** How long a run takes, and how many calls: on a virtual clock, behind the calls of AWS. */
export const autoUpdateFleet: Suite = {
  name: 'auto-update-fleet',
  async run() {
    const rows: Row[] = [];
    for (const { name, times } of FLEETS) {
      showProgress(`${TITLE}: ${name}`);
      rows.push(rowOf(name, await updateWholeFleet({ hosts: HOSTS, policy: POLICY, ...times })));
    }
    showProgress('');
    return {
      title: TITLE,
      notes: [
        `${HOSTS.toLocaleString('en')} hosts in place, ${SHARE} % out of service at once, packages and reboot; a tick a minute; a canary with ${CANARY_SOAK} min, hosts with ${SOAK} min of soak`,
        'lower bound: the canary with both soaks, and waves × (the slowest host + its soak)',
        'calls: of AWS about hosts; the table is not counted',
      ],
      columns: ['simulated', 'lower bound', 'ticks', 'calls', 'most in a tick', 'calls a host'],
      rows,
    };
  },
};

function rowOf(name: string, figures: WholeFleetFigures): Row {
  const { outcome, updated, minutes, slowest, ticks, calls, mostCalls } = figures;
  if (outcome !== 'done' || updated !== HOSTS)
    throw new Error(`${name}: ${outcome}, ${updated} hosts updated`);
  const waves = Math.ceil((HOSTS - 1) / Math.floor((HOSTS * SHARE) / 100));
  const bound = (waves + 1) * (slowest + SOAK) + CANARY_SOAK;
  const hours = (value: number): string => `${(value / 60).toFixed(1)} h`;
  const ratio = minutes / bound;
  return {
    name,
    cells: [
      hours(minutes),
      hours(bound),
      String(ticks),
      calls.toLocaleString('en'),
      String(mostCalls),
      (calls / HOSTS).toFixed(1),
    ],
    claims: [
      { figure: `${ratio.toFixed(2)} × the lower bound`, target: `≤ ${AT_MOST} ×`, met: ratio <= AT_MOST },
    ],
  };
}
