import { expect, test } from 'vitest';
import { withoutHostRoles } from '../../src/updates/without-host-roles.ts';

const API = { mode: 'refresh', group: 'api', image: '/images/api' } as const;
const WEB = { mode: 'ecs', cluster: 'web' } as const;
const ROLE = 'arn:aws:iam::111111111111:role/api';

test.each([
  ['no updates', undefined, []],
  ['no fleet of that mode', { fleets: { web: WEB } }, []],
  ['such fleets without roles', { fleets: { api: API, web: WEB, jobs: API } }, ['stage: api', 'stage: jobs']],
  ['an empty list of roles', { fleets: { api: API }, hostRoles: [] }, ['stage: api']],
  ['roles', { fleets: { api: API }, hostRoles: [ROLE] }, []],
])('%s', (_name, updates, expected) => {
  expect(withoutHostRoles([{ name: 'stage', account: '111111111111', updates }])).toEqual(expected);
});
