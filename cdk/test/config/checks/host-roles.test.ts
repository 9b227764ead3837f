import { expect, test } from 'vitest';
import { accepted, type Change, problemsOf, refused } from '../rows.ts';

const AT = 'environments[0].updates';
const ROLE = `${AT}.hostRoles[0]`;
const withRole = (arn: string): Change => ({
  [AT]: { fleets: { api: { mode: 'refresh', group: 'api', image: '/images/api' } }, hostRoles: [arn] },
});
const role = (name: string, account = '555555555555'): Change =>
  withRole(`arn:aws:iam::${account}:role/${name}`);
const PROFILE = 'arn:aws:iam::555555555555:instance-profile/stage-api';

refused([
  ['no ARN', withRole('stage-api'), 'VALUE_INVALID', ROLE],
  ['an instance profile', withRole(PROFILE), 'PRINCIPAL_INVALID', ROLE],
  ['all roles', role('*'), 'PRINCIPAL_INVALID', ROLE],
  ['all roles of a path', role('hosts/*'), 'PRINCIPAL_INVALID', ROLE],
  ['roles by one letter', role('stage-ap?'), 'PRINCIPAL_INVALID', ROLE],
  ['a variable', role('${aws:username}'), 'PRINCIPAL_INVALID', ROLE],
  ['a path without a name', role('hosts/'), 'PRINCIPAL_INVALID', ROLE],
  ['roles of all accounts', role('hosts', '*'), 'PRINCIPAL_INVALID', ROLE],
  ['a user', withRole('arn:aws:iam::555555555555:user/ann'), 'PRINCIPAL_INVALID', ROLE],
  ['a session', withRole('arn:aws:sts::555555555555:assumed-role/hosts/i-1'), 'PRINCIPAL_INVALID', ROLE],
  ['a role of another environment', role('hosts', '666666666666'), 'PRINCIPAL_FOREIGN', ROLE],
  ['a role of shared-services', role('hosts', '333333333333'), 'PRINCIPAL_FOREIGN', ROLE],
]);

accepted([
  ['a role of the environment', role('stage-api')],
  ['a role with a path', role('hosts/web/stage-api')],
]);

test.each([
  [
    withRole(PROFILE),
    'name the role that is in this instance profile, such as arn:aws:iam::555555555555:role/hosts',
  ],
  [role('*'), 'write one such as arn:aws:iam::555555555555:role/hosts, without wildcards'],
  [role('hosts', '666666666666'), 'name a role of 555555555555'],
])('%j is cured by: %s', async (change, cure) => {
  expect((await problemsOf(change)).map((each) => each.cure)).toEqual([cure]);
});

test('of an account that was written wrongly no role is foreign', async () => {
  const problems = await problemsOf({ ...role('hosts'), 'environments[0].account': '5' });
  expect(problems.map(({ path }) => path)).toEqual(['environments[0].account']);
});
