import { expect, test } from 'vitest';
import { planOf } from '../../src/plan.ts';
import { foreignGroups } from '../../src/ssh-keys/foreign-groups.ts';
import { sixAccounts } from '../support/configs.ts';

test.each([
  ['no host groups of its own', undefined, []],
  ['the defaults', { jobs: {} }, []],
  [
    'groups that the stacks make',
    { jobs: { login: ['ssh-users'], sudo: ['_account-stage-full-access'] } },
    [],
  ],
  ['groups of another account', { jobs: { login: ['partner:ops'] } }, []],
  ['another group', { jobs: { login: ['ssh-users', 'ops'] } }, ['ops (sshKeys.hosts.jobs.login[1])']],
  [
    'a group that is misspelt',
    { jobs: { sudo: ['ssh-sudo-user'] } },
    ['ssh-sudo-user (sshKeys.hosts.jobs.sudo[0]; did you mean ssh-sudo-users?)'],
  ],
])('%s', (_name, hosts, expected) => {
  expect(foreignGroups(planOf({ ...sixAccounts(), sshKeys: { hosts } }))).toEqual(expected);
});
