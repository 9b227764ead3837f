import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULTS, type Policy } from '../../src/config/policy.ts';
import type { HostFleet } from '../../src/config.ts';
import { rehearse } from '../../src/operators/rehearse.ts';
import { planHosts } from '../../src/plan.ts';
import type { HostPlanInput } from '../../src/plan-types.ts';
import { EMPTY_STATE } from '../../src/state.ts';
import type { Host } from '../../src/view.ts';
import { agentsOf, hostOf } from './support/hosts.ts';
import { MINUTE, NOW } from './support/world.ts';

const ALL_DAY = [{ hours: '00:00-23:59', timezone: 'UTC' }];

function inputOf(count: number, policy: Partial<Policy>, mode: HostFleet['mode']): HostPlanInput {
  const hosts = Array.from({ length: count }, (_, index) => hostOf(index));
  const agents = agentsOf(hosts);
  const common = { name: 'web', services: [], policy: { ...DEFAULTS, windows: ALL_DAY, ...policy } };
  const following: HostFleet =
    mode === 'ecs'
      ? { ...common, mode, cluster: 'web', nonServiceTasks: 'wait' }
      : { ...common, mode, tags: { role: 'web' }, targetGroups: [] };
  const detailed = hosts.map((host): Host => {
    const { [host.id]: agent } = agents;
    return { ...host, agent, ...(mode === 'ecs' ? { tasks: { ofServices: 3, others: 0 } } : {}) };
  });
  return {
    environment: 'prod',
    fleet: following,
    following,
    state: EMPTY_STATE,
    control: { format: 1 },
    gates: { alarms: [], unreadable: [] },
    releases: { kind: 'newest' },
    now: NOW,
    records: {},
    view: { at: NOW, hosts: detailed, steps: {} },
  };
}

const going = { plan: planHosts, isOver: () => false };

test('every host comes, once, after the canaries, and the run ends done', () => {
  const policies = fc.record({
    count: fc.integer({ min: 2, max: 30 }),
    mode: fc.constantFrom<HostFleet['mode']>('in-place', 'ecs'),
    canaries: fc.integer({ min: 0, max: 3 }),
    soakMinutes: fc.integer({ min: 0, max: 20 }),
    maxUnavailable: fc.constantFrom<Policy['maxUnavailable']>(1, 3, '10%', '50%'),
    reboot: fc.constantFrom<Policy['reboot']>('when-needed', 'always', 'never'),
    spacingMinutes: fc.integer({ min: 0, max: 7 }),
  });
  fc.assert(
    fc.property(policies, ({ count, mode, canaries, soakMinutes, ...rest }) => {
      const input = inputOf(
        count,
        { ...rest, soakMinutes, minHealthy: 1, canary: { hosts: canaries, soakMinutes } },
        mode,
      );
      const { beginnings, report, canaries: first } = rehearse(input, going);
      expect(beginnings.map(({ host }) => host).toSorted()).toEqual(
        input.view.hosts.map(({ id }) => id).toSorted(),
      );
      expect(new Set(beginnings.slice(0, first.length).map(({ host }) => host))).toEqual(new Set(first));
      expect(report?.outcome).toBe('done');
    }),
    { numRuns: 30 },
  );
});

test('what is asked of is left as it is', () => {
  const input = inputOf(4, {}, 'ecs');
  const before = structuredClone(input);
  rehearse(input, going);
  expect(input).toEqual(before);
});

test('it ends where it takes too long, with what it has', () => {
  let ticks = 0;
  const cut = rehearse(inputOf(12, {}, 'ecs'), { ...going, isOver: () => ++ticks > 3 });
  expect(cut.report).toBeUndefined();
  expect(cut.beginnings.length).toBeLessThan(12);
});

test('a fleet without hosts has no run', () => {
  const { began, beginnings } = rehearse(inputOf(0, {}, 'in-place'), going);
  expect([began, beginnings]).toEqual([undefined, []]);
});

test('the run begins in the next window', () => {
  const windows = [{ hours: '04:30-06:00', timezone: 'UTC' }];
  expect(rehearse(inputOf(4, { windows }, 'in-place'), going).began).toBe(NOW + 30 * MINUTE);
});
