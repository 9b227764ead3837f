import { expect, it } from 'vitest';
import { configProblems } from '../../src/config/checks.ts';

const web = { mode: 'in-place', tags: { app: 'web' } };
const ecs = { mode: 'ecs', cluster: 'prod' };
const group = { mode: 'refresh', group: 'api', image: '/images/api' };
const config = (more: Readonly<Record<string, unknown>>) => ({
  environment: 'dev',
  fleets: { web },
  ...more,
});
const fleets = (own: Readonly<Record<string, unknown>>) => config({ fleets: own });
const policy = (own: Readonly<Record<string, unknown>>, mode: Readonly<Record<string, unknown>> = web) =>
  fleets({ web: { ...mode, policy: own } });

it.each([
  { name: 'all is well', input: config({}), paths: [] },
  { name: 'nothing at all', input: undefined, paths: [] },
  { name: 'what is wrong in itself', input: config({ fleets: 7, policy: 'x', promotion: [] }), paths: [] },
  { name: 'no fleets', input: fleets({}), paths: ['fleets'] },
  {
    name: 'a role without an external id',
    input: config({ promotion: { role: 'arn' } }),
    paths: ['promotion'],
  },
  {
    name: 'an external id without a role',
    input: config({ promotion: { externalId: 'x' } }),
    paths: ['promotion.externalId'],
  },
  { name: 'after itself', input: config({ promotion: { after: 'dev' } }), paths: ['promotion.after'] },
  { name: 'one cluster twice', input: fleets({ a: ecs, b: ecs }), paths: ['fleets.b.cluster'] },
  { name: 'one group twice', input: fleets({ a: group, b: group }), paths: ['fleets.b.group'] },
  {
    name: 'one parameter for two groups',
    input: fleets({ a: { ...group, current: '/x' }, b: { ...group, group: 'b', current: '/x' } }),
    paths: ['fleets.b.current'],
  },
  {
    name: 'a parameter that is read and written',
    input: fleets({ a: { ...group, current: '/images/api' } }),
    paths: ['fleets.a.current'],
  },
  {
    name: 'hosts of two fleets',
    input: fleets({ a: web, b: { ...web, tags: { tier: 'front' } } }),
    paths: ['fleets.b.tags'],
  },
  {
    name: 'hosts told apart by a tag',
    input: fleets({ a: web, b: { ...web, tags: { app: ['api', 'job'] } } }),
    paths: [],
  },
  {
    name: 'a short window',
    input: policy({ windows: [{ hours: '02:00-02:09' }] }),
    paths: ['fleets.web.policy.windows.0.hours'],
  },
  {
    name: 'one over midnight',
    input: policy({ windows: [{ hours: '23:55-00:04' }] }),
    paths: ['fleets.web.policy.windows.0.hours'],
  },
  { name: 'one that is long enough', input: policy({ windows: [{ hours: '23:55-00:05' }] }), paths: [] },
  {
    name: 'one of the whole config',
    input: config({ policy: { windows: [{ hours: '02:00-02:05' }] } }),
    paths: ['policy.windows.0.hours'],
  },
  {
    name: 'a canary that soaks until the end',
    input: policy({ canary: { hosts: 1, soakMinutes: 2_880 }, giveUpDays: 2 }),
    paths: ['fleets.web.policy.canary.soakMinutes'],
  },
  { name: 'and one that does not', input: policy({ canary: { hosts: 1, soakMinutes: 2_880 } }), paths: [] },
  {
    name: 'a second window that comes too late',
    input: policy({ windows: [{ hours: '02:00-05:00', days: ['sun'] }], giveUpDays: 6 }),
    paths: ['fleets.web.policy.giveUpDays'],
  },
  {
    name: 'one that comes just in time',
    input: policy({ windows: [{ hours: '02:00-05:00', days: ['sun'] }] }),
    paths: [],
  },
  {
    name: 'days of the whole config',
    input: config({
      policy: { windows: [{ hours: '02:00-05:00', days: ['sun', 'wed'] }], giveUpDays: 3 },
      fleets: { web, ecs, group },
    }),
    paths: ['policy.giveUpDays'],
  },
  { name: 'a run of one night', input: policy({ giveUpDays: 1 }), paths: [] },
  {
    name: 'windows that are wrong in themselves',
    input: policy({ windows: [{ hours: '02:00-05:00', timezone: 'Nowhere', days: ['sun'] }], giveUpDays: 1 }),
    paths: [],
  },
  {
    name: 'hosts that AWS replaces',
    input: policy({ windows: [{ hours: '02:00-05:00', days: ['sun'] }], giveUpDays: 1 }, group),
    paths: [],
  },
  { name: 'all healthy', input: policy({ minHealthy: '100%' }), paths: ['fleets.web.policy.minHealthy'] },
  { name: 'all healthy, with an outage', input: policy({ minHealthy: '100%', outage: 'window' }), paths: [] },
  { name: 'all healthy, launched first', input: policy({ minHealthy: '100%' }, group), paths: [] },
  {
    name: 'all healthy, for two fleets',
    input: config({ policy: { minHealthy: '100%' }, fleets: { web, ecs } }),
    paths: ['policy.minHealthy'],
  },
])('$name', ({ input, paths }) => {
  expect(configProblems(input).map(({ path }) => path.join('.'))).toEqual(paths);
});
