import { expect, it } from 'vitest';
import { agentsWanted } from '../../src/read/details.ts';
import { planHosts } from '../../src/plan.ts';
import type { HostPlan, HostPlanInput } from '../../src/plan-types.ts';
import type { Agent, Host } from '../../src/view.ts';
import { afterwards, fleet, HOUR, hosts, inputOf, MINUTE, NOW, recordOf } from '../support/plan-input.ts';

const ONLINE: Agent = { isKnown: true, isOnline: true, platform: '' };
const OFFLINE: Agent = { isKnown: true, isOnline: false, platform: '' };

const ALL = hosts(300);
const WAITING = ALL.map(({ id }) => recordOf('waiting', { id }));

/** With agents of those alone that a tick looks at. */
function looked(input: HostPlanInput, isOffline: (id: string) => boolean): HostPlanInput {
  const { state, records, view, now } = input;
  const asked = new Set(
    agentsWanted({ hosts: view.hosts, run: state.run, records: new Map(Object.entries(records)), now }),
  );
  const shown = view.hosts.map((host): Host => {
    const agent = isOffline(host.id) ? OFFLINE : ONLINE;
    return { ...host, agent: asked.has(host.id) ? agent : undefined };
  });
  return { ...input, view: { ...view, at: now, hosts: shown } };
}

/** Ticks of a minute, with hosts as they were. @param after minutes @returns the plan of each */
function ticks(input: HostPlanInput, after: number, isOffline: (id: string) => boolean): readonly HostPlan[] {
  const plans: HostPlan[] = [];
  let given = input;
  for (let minute = 0; minute <= after; minute += 1) {
    const seen = looked({ ...given, now: NOW + minute * MINUTE }, isOffline);
    const plan = planHosts(seen);
    plans.push(plan);
    given = afterwards(seen, plan);
  }
  return plans;
}

const begunBy = ({ effects }: HostPlan): readonly string[] =>
  effects.flatMap((effect) => (effect.kind === 'take-out' ? effect.hosts : []));

/** What is taken out is not empty before a day is over: nothing else happens. */
const following = fleet({ maxUnavailable: 1, drainMinutes: 1_440 });

it('a host whose agent is offline is begun with by no tick, whatever ticks look at, and left out after an hour', () => {
  const input = inputOf({ following, hosts: ALL, records: WAITING });
  const plans = ticks(input, 61, (id) => id === 'h01');
  expect(begunBy(plans[0]!)).toEqual(['h02']);
  expect(plans.flatMap(begunBy)).not.toContain('h01');
  const left = plans.findIndex(({ records }) =>
    records.some(({ id, skipped }) => id === 'h01' && skipped?.code === 'NO_AGENT'),
  );
  expect(left).toBe(60);
});

it('so are more of them than a tick looks at', () => {
  const ids = ALL.map(({ id }) => id).toSorted();
  const away = new Set(ids.slice(0, 130));
  const plans = ticks(inputOf({ following, hosts: ALL, records: WAITING }), 75, (id) => away.has(id));
  // The first tick looks at none that is there.
  expect(plans.slice(0, 3).map((plan) => begunBy(plan)[0])).toEqual([undefined, ids[130], ids[130]]);
  expect(plans.flatMap(begunBy).filter((id) => away.has(id))).toEqual([]);
  const left = plans.flatMap(({ records }) =>
    records.filter(({ skipped }) => skipped?.code === 'NO_AGENT').map(({ id }) => id),
  );
  expect(new Set(left)).toEqual(away);
});

it('one that nobody has looked at does not go first, where it was away', () => {
  const canary = { hosts: 1, soakMinutes: 30 };
  const records = [recordOf('waiting', { id: 'h01', away: NOW - MINUTE }), ...WAITING.slice(1, 3)];
  const [first, ...others] = hosts(3);
  const shown = [first!, ...others.map((host) => ({ ...host, agent: ONLINE }))];
  const { state } = planHosts(inputOf({ following: fleet({ canary }), hosts: shown, records }));
  expect(state.run?.canaries).toEqual(['h02']);
});

it.each([
  { name: 'looked at, and there', agent: ONLINE, away: undefined },
  { name: 'not looked at', agent: undefined, away: NOW - 2 * HOUR },
])('a host that was away: $name', ({ agent, away }) => {
  const was = recordOf('waiting', { id: 'h01', away: NOW - 2 * HOUR });
  const shown = hosts(3).map((host, at) => ({ ...host, agent: at === 0 ? agent : ONLINE }));
  const records = [was, recordOf('taking-out', { id: 'h02' }), recordOf('done', { id: 'h03' })];
  const plan = planHosts(inputOf({ following, hosts: shown, records }));
  const found = plan.records.find(({ id }) => id === 'h01') ?? was;
  expect([found.phase, found.away]).toEqual(['waiting', away]);
});
