import { expect, test } from 'vitest';
import { checkSshKeys } from '../../src/ssh-keys/check-ssh-keys.ts';
import { syncConfig } from '../../src/ssh-keys/sync-config.ts';
import { LAYOUTS, oneAccount, sixAccounts } from '../support/configs.ts';

test.each(LAYOUTS)('%s: the Lambda takes the config that the deployment makes', async (_name, config) => {
  expect(await checkSshKeys(syncConfig({}, config))).toEqual([]);
});

test.each([
  ['a key that is not known', { pucket: 'a' }, ['pucket']],
  ['a value', { readEvery: 0 }, ['readEvery']],
])('%s is found', async (_name, wrong, path) => {
  const found = await checkSshKeys({ ...syncConfig({}, oneAccount()), ...wrong });
  expect(found.map((each) => each.path)).toEqual([path]);
});

test('hosts of other accounts are told by a role there, and those of its own without', () => {
  const { hosts } = syncConfig(
    {},
    { ...sixAccounts(), environments: [STAGE, { ...STAGE, name: 'own', account: '111111111111' }] },
  );
  expect(hosts).toEqual({
    mgmt: {
      role: 'arn:aws:iam::333333333333:role/acme-ssh-keys-send',
      externalId: 'acme-ssh-keys',
      ...of('mgmt'),
    },
    stage: {
      role: 'arn:aws:iam::555555555555:role/acme-ssh-keys-send',
      externalId: 'acme-ssh-keys',
      ...of('stage'),
    },
    own: of('own'),
  });
});

const STAGE = { name: 'stage', account: '555555555555' };

function of(name: string): object {
  return {
    tags: { 'ssh-hosts': name },
    login: ['ssh-users'],
    sudo: ['ssh-sudo-users'],
    document: 'acme-ssh-keys',
  };
}

test('what else is written is passed on', () => {
  const written = { parameters: '/ssh-keys', removals: { most: 5 }, onExpiry: 'lock' } as const;
  expect(syncConfig(written, oneAccount())).toMatchObject({
    bucket: 'acme-ssh-keys-333333333333-eu-central-1',
    queue: 'acme-ssh-keys',
    ...written,
  });
});
