import { expect, test } from 'vitest';
import { groupsOf } from '../../src/accounts/groups.ts';
import { hostGroupsOf } from '../../src/ssh-keys/host-groups.ts';
import { oneAccount, sixAccounts } from '../support/configs.ts';

const GROUPS = { login: ['ssh-users'], sudo: ['ssh-sudo-users'] };

test.each([
  [
    'six accounts',
    sixAccounts(),
    { mgmt: '333333333333', dev: '444444444444', stage: '555555555555', prod: '666666666666' },
  ],
  ['one account', oneAccount(), { mgmt: '333333333333', stage: '333333333333', prod: '333333333333' }],
])('%s: a group for each environment, and one for what they share', (_name, config, accounts) => {
  const expected = Object.entries(accounts).map(([name, account]) => ({
    name,
    account,
    tags: { 'ssh-hosts': name },
    ...GROUPS,
  }));
  expect(hostGroupsOf({}, config)).toEqual(expected);
});

test('whose groups of users are there', () => {
  const names = groupsOf({ accounts: [], securityAccount: '111111111111', iamAdmin: false }).map(
    ({ name }) => name,
  );
  expect(names).toEqual(expect.arrayContaining([...GROUPS.login, ...GROUPS.sudo]));
});

test('what is written stands in the place of all of it', () => {
  const hosts = {
    jobs: { environment: 'stage', tags: { role: 'jobs' }, login: ['batch'], sudo: [] },
    tools: {},
  };
  expect(hostGroupsOf({ hosts }, sixAccounts())).toEqual([
    { name: 'jobs', account: '555555555555', tags: { role: 'jobs' }, login: ['batch'], sudo: [] },
    { name: 'tools', account: '333333333333', tags: { 'ssh-hosts': 'tools' }, ...GROUPS },
  ]);
});
