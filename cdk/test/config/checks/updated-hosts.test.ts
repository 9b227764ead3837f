import { describe, expect, test } from 'vitest';
import { accepted, type Change, problemsOf, refused } from '../rows.ts';

const AT = 'environments[0].updates';
const PROD = 'environments[1].updates';
const jobs = (tags: object): object => ({ fleets: { jobs: { mode: 'in-place', tags } } });
const web = (cluster: string): object => ({ fleets: { web: { mode: 'ecs', cluster } } });
const api = (group: string): object => ({
  fleets: { api: { mode: 'refresh', group, image: '/images/api' } },
});

/** Both in one account. */
const two = (stage: object, prod: object): Change => ({
  'environments[1].account': '555555555555',
  [AT]: stage,
  [PROD]: prod,
});

const ROLE = { role: 'jobs' };
const TAGS = `${PROD}.fleets.jobs.tags`;

describe('in one account', () => {
  refused([
    ['the same tags', two(jobs(ROLE), jobs(ROLE)), 'UPDATES_INVALID', TAGS],
    ['the same value in a list', two(jobs(ROLE), jobs({ role: ['jobs'] })), 'UPDATES_INVALID', TAGS],
    ['one value of several', two(jobs(ROLE), jobs({ role: ['jobs', 'api'] })), 'UPDATES_INVALID', TAGS],
    ['one tag more', two(jobs(ROLE), jobs({ ...ROLE, tier: 'a' })), 'UPDATES_INVALID', TAGS],
    ['one tag less', two(jobs({ ...ROLE, tier: 'a' }), jobs(ROLE)), 'UPDATES_INVALID', TAGS],
    ['no tag in common', two(jobs(ROLE), jobs({ env: 'prod' })), 'UPDATES_INVALID', TAGS],
    ['a tag that objects have', two(jobs(ROLE), jobs({ constructor: 'x' })), 'UPDATES_INVALID', TAGS],
    ['the same cluster', two(web('web'), web('web')), 'UPDATES_INVALID', `${PROD}.fleets.web.cluster`],
    ['the same group', two(api('api'), api('api')), 'UPDATES_INVALID', `${PROD}.fleets.api.group`],
  ]);

  accepted([
    ['a tag with different values', two(jobs({ ...ROLE, env: 'stage' }), jobs({ ...ROLE, env: 'prod' }))],
    ['lists without a common value', two(jobs({ env: ['a', 'b'] }), jobs({ env: ['c', 'd'] }))],
    ['clusters of their own', two(web('stage-web'), web('prod-web'))],
  ]);

  test('of three that fit the same hosts each is told once', async () => {
    const qa = {
      name: 'qa',
      account: '555555555555',
      vpc: { cidr: '10.4.0.0/16' },
      updates: jobs({ ...ROLE, env: 'qa' }),
    };
    const problems = await problemsOf({
      'environments[1].account': '555555555555',
      'environments[1].production': false,
      'environments[2]': qa,
      [AT]: jobs(ROLE),
      [PROD]: jobs({ ...ROLE, env: 'prod' }),
    });
    expect(problems.map(({ path }) => path)).toEqual([TAGS, 'environments[2].updates.fleets.jobs.tags']);
  });
});

accepted([['the same tags in two accounts', { [AT]: jobs(ROLE), [PROD]: jobs(ROLE) }]]);

test.each([
  [
    'tags',
    two(jobs(ROLE), jobs({ env: 'prod' })),
    'fit hosts of environments[0].updates.fleets.jobs, too, in the same account; give both one tag with different values, such as one with the name of the environment',
  ],
  [
    'clusters',
    two(web('web'), web('web')),
    'is that of environments[0].updates.fleets.web, in the same account; name one of its own in each environment',
  ],
])('%s: what is wrong, and its cure', async (_name, change, told) => {
  const [problem] = await problemsOf(change);
  expect(`${problem?.message}; ${problem?.cure}`).toBe(told);
});

test.each<readonly [name: string, change: Change, path: string]>([
  [
    'an account',
    { ...two(jobs(ROLE), jobs(ROLE)), 'environments[1].account': '5' },
    'environments[1].account',
  ],
  ['tags', two(jobs(ROLE), { fleets: { jobs: { mode: 'in-place', tags: 'jobs' } } }), TAGS],
  ['a value of a tag', two(jobs({ role: { a: 1 } }), jobs({ role: 'api' })), `${AT}.fleets.jobs.tags.role`],
  ['no tags', two(jobs(ROLE), jobs({})), TAGS],
])('%s that was written wrongly is told alone', async (_name, change, path) => {
  expect((await problemsOf(change)).map((each) => each.path)).toEqual([path]);
});
