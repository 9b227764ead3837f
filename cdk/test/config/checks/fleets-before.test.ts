import { expect, test } from 'vitest';
import { accepted, type Change, problemsOf, refused } from '../rows.ts';

const AT = 'environments[0].updates';
const PROD = 'environments[1].updates';
const web = { mode: 'ecs', cluster: 'web' };
const vpn = { mode: 'in-place', tags: { role: 'vpn' } };
const api = { mode: 'refresh', group: 'api', image: '/images/api' };

const two = (stage: object, prod: object, more: object = {}): Change => ({
  [AT]: { fleets: stage },
  [PROD]: { fleets: prod, ...more },
});

/** Three, of which the last is as given. */
const three = (dev: object, stage: object, prod: object): Change => ({
  [AT]: { fleets: dev },
  [PROD]: { fleets: stage },
  'environments[1].production': false,
  'environments[2]': { name: 'live', account: '777777777777', vpc: { cidr: '10.4.0.0/16' }, updates: prod },
});
const LIVE = 'environments[2].updates.fleets';

refused([
  ['a fleet that only prod has', two({ web }, { web, vpn }), 'UPDATES_INVALID', `${PROD}.fleets.vpn`],
  ['a name that is misspelt', two({ web }, { wbe: web }), 'UPDATES_INVALID', `${PROD}.fleets.wbe`],
  [
    'a name that objects have',
    two({ web }, { constructor: web }),
    'UPDATES_INVALID',
    `${PROD}.fleets.constructor`,
  ],
  ['packages after an image', two({ web: api }, { web }), 'UPDATES_INVALID', `${PROD}.fleets.web.mode`],
  ['an image after packages', two({ api: vpn }, { api }), 'UPDATES_INVALID', `${PROD}.fleets.api.mode`],
  [
    'what `after` names is looked at',
    three({ web }, { web }, { fleets: { web, vpn }, after: 'stage' }),
    'UPDATES_INVALID',
    `${LIVE}.vpn`,
  ],
]);

accepted([
  ['the same fleets', two({ web, vpn, api }, { web, vpn, api })],
  ['fewer fleets', two({ web, vpn }, { web })],
  ['packages in a cluster after packages elsewhere', two({ web: vpn }, { web })],
  ['the first with updates', { [PROD]: { fleets: { vpn } } }],
  [
    'one that follows another than the one before',
    three({ web, vpn }, { web }, { fleets: { web, vpn }, after: 'stage' }),
  ],
]);

test.each<readonly [name: string, change: Change, cure: string]>([
  [
    'a fleet that nobody before has',
    two({ web }, { web, vpn }),
    'give stage a fleet vpn with hosts of its own',
  ],
  [
    'a misspelt name',
    two({ web }, { webs: web }),
    'did you mean web? otherwise give stage a fleet webs with hosts of its own',
  ],
  [
    'a name beside one like it',
    two({ web }, { web, 'web-2': web }),
    'give stage a fleet web-2 with hosts of its own',
  ],
  [
    'a fleet that one before the one before has',
    three({ web, vpn }, { web }, { fleets: { web, vpn } }),
    'give prod a fleet vpn with hosts of its own, or write after: stage',
  ],
  [
    'another fleet of which no earlier one has',
    three({ web, vpn }, { web, api }, { fleets: { api, vpn } }),
    'give prod a fleet vpn with hosts of its own',
  ],
  ['another kind', two({ web: api }, { web }), 'write refresh in both, or in neither'],
])('%s has a cure that works', async (_name, change, cure) => {
  expect((await problemsOf(change)).map((each) => each.cure)).toContain(cure);
});

test('what is wrong is said with the environment before', async () => {
  const [missing] = await problemsOf(two({ web }, { web, vpn }));
  expect(missing?.message).toBe(
    'is no fleet of stage, which goes before: nothing would ever be brought to it',
  );
  const [other] = await problemsOf(two({ web: api }, { web }));
  expect(other?.message).toBe(
    'is refresh in stage, which goes before: an image proves nothing of packages, nor they of an image',
  );
});

test.each<readonly [name: string, change: Change, path: string]>([
  ['a name', { ...two({ web }, { vpn }), 'environments[0].name': 'Stage' }, 'environments[0].name'],
  ['the fleets', { [AT]: { fleets: 'web' }, [PROD]: { fleets: { web } } }, `${AT}.fleets`],
  ['a mode', two({ web: { mode: 'eks' } }, { web }), `${AT}.fleets.web.mode`],
  ['the environment before', two({ web }, { vpn }, { after: 'dev' }), `${PROD}.after`],
])('%s that was written wrongly is told alone', async (_name, change, path) => {
  expect((await problemsOf(change)).map((each) => each.path)).toEqual([path]);
});

test('a fleet that two follow is told of each that misses it', async () => {
  const problems = await problemsOf(three({ web }, { web, vpn }, { fleets: { web, vpn, api } }));
  expect(problems.map(({ path }) => path)).toEqual([`${PROD}.fleets.vpn`, `${LIVE}.api`]);
});
