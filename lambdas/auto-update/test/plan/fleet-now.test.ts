import { expect, it } from 'vitest';
import type { HostRecord } from '../../src/host-record.ts';
import { planHosts } from '../../src/plan.ts';
import type { Host } from '../../src/view.ts';
import { DAY, fleet, hosts, inputOf, MINUTE, NOW, recordOf } from '../support/plan-input.ts';

const following = fleet({ graceMinutes: 15 });
const AWAY = { isServing: false } as const;

interface Row {
  readonly name: string;
  /** Besides five that serve. */
  readonly more?: readonly Partial<Host>[];
  readonly records?: readonly HostRecord[];
  readonly run?: 'none';
  readonly margin: number;
}

const young = (more: Partial<Host> = {}): Partial<Host> => ({ launched: NOW - MINUTE, ...AWAY, ...more });
const gone = recordOf('gone', { id: 'h09' });

it.each<Row>([
  { name: 'there are no others', margin: 1 },
  { name: 'as many come', more: Array.from({ length: 5 }, () => young()), margin: 1 },
  { name: 'some of those serve', more: [young(), young({ isServing: true })], margin: 1 },
  { name: 'some of those have not for long', more: [young({ launched: NOW - DAY }), young()], margin: 0 },
  { name: 'nobody knows since when they are', more: [young({ launched: 0 }), young()], margin: 0 },
  { name: 'one comes after another was lost', more: [young()], records: [gone], margin: 0 },
  {
    name: 'one was stopped and started',
    more: [young()],
    records: [recordOf('done', { id: 'h06' })],
    margin: 0,
  },
  {
    name: 'one was stopped and started after its run',
    more: [young()],
    records: [recordOf('done', { id: 'h06', run: 'web-0' })],
    margin: 0,
  },
  { name: 'no run is under way', more: [young(), young()], run: 'none', margin: 1 },
])('the margin of five hosts in service, where $name', ({ more = [], records = [], run, margin }) => {
  const all = hosts(5 + more.length).map((host, at) => ({ ...host, ...more[at - 5] }));
  const waiting = hosts(5).map(({ id }) => recordOf('skipped', { id }));
  const { standing } = planHosts(
    inputOf({
      following,
      hosts: all,
      records: [...waiting, ...records],
      ...(run === undefined ? {} : { run }),
    }),
  );
  expect(standing.margin).toBe(margin);
});

it('hosts that only come count for the floor that is kept', () => {
  const all = hosts(10).map((host, at) => (at < 5 ? host : { ...host, ...young() }));
  const { standing } = planHosts(inputOf({ following, hosts: all, run: 'none' }));
  expect(standing).toMatchObject({ size: 10, serving: 5, floor: 9 });
});

it('an outage that the policy allows is not below the floor', () => {
  const allowed = fleet({ outage: 'window', minHealthy: '100%' });
  const [host] = hosts(1, 1, { isServing: false, service: 'out' });
  const marginOf = (more: Partial<HostRecord>, policy = allowed): number | undefined =>
    planHosts(inputOf({ following: policy, hosts: [host!], records: [recordOf('patching', more)] })).standing
      .margin;
  expect(marginOf({})).toBe(0);
  expect(marginOf({}, fleet({ minHealthy: '100%' }))).toBe(-1);
  expect(marginOf({ phase: 'skipped', begun: undefined, out: undefined })).toBe(-1);
});

it.each([
  { name: 'excluded', more: { isStopped: true, tags: { 'auto-update-hold': 'on' } }, size: 5 },
  { name: 'not excluded', more: { isStopped: true }, size: 6 },
  { name: 'excluded, and runs', more: { tags: { 'auto-update-hold': 'on' } }, size: 6 },
] as const)('a host that does not serve: $name', ({ more, size }) => {
  const holding = fleet({ exclude: { 'auto-update-hold': 'on' } });
  const all = hosts(6).map((host, at) => (at < 5 ? host : { ...host, ...AWAY, ...more }));
  expect(planHosts(inputOf({ following: holding, hosts: all, run: 'none' })).standing.size).toBe(size);
});

it('a host that was stopped and started is no newer', () => {
  const [host] = hosts(1, 1, { launched: NOW, made: NOW - 31 * DAY });
  const { standing } = planHosts(inputOf({ following, hosts: [host!], run: 'none' }));
  expect(standing.behind.days30).toBe(1);
});
