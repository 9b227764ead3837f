import { expect, test } from 'vitest';
import { checkConfig } from '../../../src/config/check-config.ts';
import { accepted, type Change, problemsOf, refused } from '../rows.ts';
import { valid } from '../valid.ts';

const AT = 'environments[0].updates';
const PROD = 'environments[1].updates';
const WEB = { web: { mode: 'ecs', cluster: 'web' } };
const JOBS = { jobs: { mode: 'in-place', tags: { role: 'jobs' } } };
const API = { api: { mode: 'refresh', group: 'api', image: '/images/api' } };
const withPolicy = (policy: object): Change => ({ [AT]: { fleets: WEB, policy } });

accepted([
  ['nothing of it', {}],
  ['a fleet of each mode', { [AT]: { fleets: { ...WEB, ...JOBS, ...API } } }],
  ['a policy', withPolicy({ maxUnavailable: 2, minHealthy: '50%', canary: { hosts: 0, soakMinutes: 0 } })],
  ['a part of a canary', withPolicy({ canary: { hosts: 2 } })],
  ['a policy of one fleet', { [AT]: { fleets: { web: { ...WEB.web, policy: { stopAfter: 1 } } } } }],
  ['the same hosts in two accounts', { [AT]: { fleets: WEB }, [PROD]: { fleets: WEB } }],
  ['the environment before', { [AT]: { fleets: WEB }, [PROD]: { fleets: WEB, after: 'stage' } }],
]);

refused([
  ['a key that is not known', { [AT]: { fleets: WEB, table: 'own' } }, 'KEY_UNKNOWN', `${AT}.table`],
  [
    'a parameter that the package names',
    { [AT]: { fleets: { api: { ...API.api, current: '/a' } } } },
    'KEY_UNKNOWN',
    `${AT}.fleets.api.current`,
  ],
  ['no mode', { [AT]: { fleets: { web: { mode: 'eks' } } } }, 'CHOICE_UNKNOWN', `${AT}.fleets.web.mode`],
  ['no fleets', { [AT]: {} }, 'VALUE_MISSING', `${AT}.fleets`],
  // By the Lambda's own schema.
  ['a name that is none', { [AT]: { fleets: { Web: WEB.web } } }, 'UPDATES_INVALID', `${AT}.fleets.Web`],
  [
    'hours that are none',
    withPolicy({ windows: [{ hours: '2-5' }] }),
    'UPDATES_INVALID',
    `${AT}.policy.windows[0].hours`,
  ],
  [
    'a share that is none',
    withPolicy({ maxUnavailable: '110%' }),
    'UPDATES_INVALID',
    `${AT}.policy.maxUnavailable`,
  ],
  [
    'no tags',
    { [AT]: { fleets: { jobs: { ...JOBS.jobs, tags: {} } } } },
    'UPDATES_INVALID',
    `${AT}.fleets.jobs.tags`,
  ],
  ['days', { [AT]: { fleets: WEB, quietDays: 100 } }, 'UPDATES_INVALID', `${AT}.quietDays`],
  // Across the config.
  [
    'an environment that comes later',
    { [AT]: { fleets: WEB, after: 'prod' }, [PROD]: { fleets: WEB } },
    'UPDATES_INVALID',
    `${AT}.after`,
  ],
  [
    'one that has no updates',
    { [PROD]: { fleets: WEB, after: 'stage' } },
    'UPDATES_INVALID',
    `${PROD}.after`,
  ],
]);

test.each<readonly [name: string, change: Change, cure: string]>([
  ['a number', withPolicy({ stopAfter: 0 }), 'default, 2'],
  ['a share', withPolicy({ minHealthy: 'half' }), '10%'],
  ['a window', withPolicy({ windows: [] }), '02:00'],
  ['a time zone', withPolicy({ windows: [{ hours: '02:00-05:00', timezone: 'Berlin' }] }), 'Europe/Berlin'],
  [
    'a time zone without summer time',
    withPolicy({ windows: [{ hours: '02:00-05:00', timezone: 'EST' }] }),
    'America/New_York',
  ],
  ['hours to midnight', withPolicy({ windows: [{ hours: '22:00-24:00' }] }), 'write 22:00-00:00'],
  ['nobody out', withPolicy({ maxUnavailable: 0 }), 'write 1'],
  ['an image by its id', { [AT]: { fleets: { api: { ...API.api, image: 'ami-0123' } } } }, '/images/'],
  ['a parameter', { [AT]: { fleets: WEB, freeze: 'a b' } }, '/acme/freeze'],
  [
    'an environment',
    { [AT]: { fleets: WEB }, [PROD]: { fleets: WEB, after: 'stge' } },
    'did you mean stage?',
  ],
])('%s that is wrong has a cure of its own', async (_name, change, cure) => {
  const [problem] = await problemsOf(change);
  expect(`${problem?.message}; ${problem?.cure}`).toContain(cure);
});

test('without updates nothing is asked', async () => {
  const checkUpdates = (): Promise<never> => Promise.reject(new Error('asked'));
  expect((await checkConfig(valid(), { checkUpdates })).problems).toBeUndefined();
});

test('with a name that was written wrongly no other one is told to be unknown', async () => {
  const { environments, ...rest } = valid();
  const broken = environments.map((each, at) => ({
    ...each,
    ...(at === 0 ? { name: 'Stage' } : {}),
    updates: { fleets: WEB, ...(at === 0 ? {} : { after: 'stage' }) },
  }));
  const { problems = [] } = await checkConfig({ ...rest, environments: broken });
  expect(problems.map(({ path }) => path)).toEqual(['environments[0].name']);
});
