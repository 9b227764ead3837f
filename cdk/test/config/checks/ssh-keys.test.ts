import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { checkConfig } from '../../../src/config/check-config.ts';
import { CURES } from '../../../src/config/checks/ssh-keys-cures.ts';
import { bundleFolder } from '../../../src/lambda/bundle-folder.ts';
import { syncConfig } from '../../../src/ssh-keys/sync-config.ts';
import { oneAccount } from '../../support/configs.ts';
import { accepted, type Change, problemsOf, refused } from '../rows.ts';
import { valid } from '../valid.ts';

const KEY = `ssh-ed25519 ${Buffer.concat([
  Buffer.from([0, 0, 0, 11]),
  Buffer.from('ssh-ed25519'),
  Buffer.from([0, 0, 0, 32]),
  Buffer.alloc(32, 7),
]).toString('base64')}`;

const SOURCE = { role: 'arn:aws:iam::777777777777:role/ssh-readers', externalId: 'acme' };

accepted([
  ['nothing of it', { sshKeys: undefined }],
  ['defaults', { sshKeys: {} }],
  ['a group of hosts in shared-services', { 'sshKeys.hosts': { jobs: {} } }],
  ['a group of an environment', { 'sshKeys.hosts': { jobs: { environment: 'stage' } } }],
  ['nobody who becomes root', { 'sshKeys.hosts': { jobs: { sudo: [] } } }],
  [
    'two groups of one account that a tag tells apart',
    {
      'sshKeys.hosts': {
        jobs: { tags: { role: ['jobs', 'batch'] } },
        ops: { tags: { role: 'ops', tier: 'back' } },
      },
    },
  ],
  [
    'two groups with the same tags in two accounts',
    {
      'sshKeys.hosts': {
        stage: { environment: 'stage', tags: { ssh: 'yes' } },
        mgmt: { tags: { ssh: 'yes' } },
      },
    },
  ],
  [
    'users of another account',
    { 'sshKeys.sources': { partner: SOURCE }, 'sshKeys.hosts': { jobs: { login: ['partner:ops'] } } },
  ],
  ['a break-glass user', { 'sshKeys.breakGlass': { keys: [KEY] } }],
]);

refused([
  ['a key that is not known', { 'sshKeys.bucket': 'own' }, 'KEY_UNKNOWN'],
  [
    'a role, which the package adds',
    { 'sshKeys.hosts': { jobs: { role: 'x' } } },
    'KEY_UNKNOWN',
    'sshKeys.hosts.jobs.role',
  ],
  ['hours as text', { 'sshKeys.expiresAfter': 'three' }, 'TYPE_WRONG'],
  ['another end', { 'sshKeys.onExpiry': 'lok' }, 'CHOICE_UNKNOWN'],
  [
    'an empty list of values',
    { 'sshKeys.hosts': { jobs: { tags: { a: [] } } } },
    'LIST_LENGTH',
    'sshKeys.hosts.jobs.tags.a',
  ],
  [
    'a source without its role',
    { 'sshKeys.sources': { partner: { externalId: 'acme' } } },
    'VALUE_MISSING',
    'sshKeys.sources.partner.role',
  ],
  // By the Lambda's own schema.
  ['no group of hosts', { 'sshKeys.hosts': {} }, 'SSH_KEYS_INVALID'],
  [
    'hosts that nobody may log in to',
    { 'sshKeys.hosts': { jobs: { login: [], sudo: [] } } },
    'SSH_KEYS_INVALID',
    'sshKeys.hosts.jobs',
  ],
  [
    'a name of a group that is none',
    { 'sshKeys.hosts': { Jobs: {} } },
    'SSH_KEYS_INVALID',
    'sshKeys.hosts.Jobs',
  ],
  [
    'a source that is not there',
    { 'sshKeys.hosts': { jobs: { login: ['partner:ops'] } } },
    'SSH_KEYS_INVALID',
    'sshKeys.hosts.jobs.login[0]',
  ],
  [
    'two groups of one account that nothing tells apart',
    { 'sshKeys.hosts': { jobs: { tags: { a: 'x' } }, ops: { tags: { b: 'y' } } } },
    'SSH_KEYS_INVALID',
    'sshKeys.hosts.ops.tags',
  ],
  ['no minutes', { 'sshKeys.readEvery': 0 }, 'SSH_KEYS_INVALID'],
  ['a path that is none', { 'sshKeys.parameters': 'ssh-keys' }, 'SSH_KEYS_INVALID'],
  ['root', { 'sshKeys.names': { alice: 'root' } }, 'SSH_KEYS_INVALID', 'sshKeys.names.alice'],
  [
    'a break-glass key that is none',
    { 'sshKeys.breakGlass': { keys: ['ssh-rsa AAAA'] } },
    'SSH_KEYS_INVALID',
    'sshKeys.breakGlass.keys[0]',
  ],
  // Across the config.
  [
    'an environment that is not there',
    { 'sshKeys.hosts': { jobs: { environment: 'stag' } } },
    'SSH_KEYS_INVALID',
    'sshKeys.hosts.jobs.environment',
  ],
  [
    'an environment whose keys would be the stack of SSH keys',
    { 'accounts.security': '555555555555', 'environments[0].name': 'ssh', sshKeys: {} },
    'STACK_NAME_TAKEN',
    'environments[0].name',
  ],
]);

test('of an environment that was meant the name is told', async () => {
  const sshKeys = { hosts: { jobs: { environment: 'stag' } } };
  const { problems = [] } = await checkConfig({ ...valid(), sshKeys });
  expect(problems.map(({ cure }) => cure)).toEqual(['did you mean stage?']);
});

test.each<readonly [name: string, change: Change, cure: string]>([
  ['a number', { 'sshKeys.readEvery': 0 }, 'default, 30'],
  ['a number within', { 'sshKeys.removals': { percent: 101 } }, 'default, 20'],
  ['a path', { 'sshKeys.parameters': 'ssh-keys' }, '/ssh-keys'],
  ['a name of the system', { 'sshKeys.names': { alice: 'root' } }, 'login name'],
  ['a user of no source', { 'sshKeys.names': { 'partner:bob': 'bob' } }, 'SOURCE:NAME'],
  ['a choice', { 'sshKeys.onExpiry': 'remove' }, 'keep, lock'],
  ['a choice that is meant', { 'sshKeys.onExpiry': 'lok' }, 'did you mean lock?'],
  ['a host group', { 'sshKeys.hosts': { Jobs: {} } }, 'jobs'],
  ['nobody', { 'sshKeys.hosts': { jobs: { login: [], sudo: [] } } }, 'ssh-sudo-users'],
  ['a group', { 'sshKeys.hosts': { jobs: { login: ['a b'] } } }, 'SOURCE:GROUP'],
  [
    'a group in two spellings',
    { 'sshKeys.hosts': { jobs: { login: ['ops'], sudo: ['OPS'] } } },
    'list-groups',
  ],
  ['tags', { 'sshKeys.hosts': { jobs: { tags: {} } } }, 'ssh-hosts'],
  ['the own account', { 'sshKeys.sources': { own: SOURCE } }, 'security'],
  ['UIDs', { 'sshKeys.uids': { from: 30_000, to: 20_000 } }, '20000 to 59999'],
  ['a key', { 'sshKeys.breakGlass': { keys: ['ssh-rsa AAAA'] } }, 'id_ed25519.pub'],
])('%s that is wrong has a cure of its own', async (_name, change, cure) => {
  const [problem] = await problemsOf(change);
  expect(`${problem?.message}; ${problem?.cure}`).toContain(cure);
});

test('the defaults that cures name are those of the Lambda', async () => {
  const {
    operator,
  }: { readonly operator: { readonly configSchema: { parse: (value: unknown) => object } } } = await import(
    pathToFileURL(join(bundleFolder('ssh-key-sync'), 'operator.mjs')).href
  );
  const whole = { ...syncConfig({ breakGlass: { keys: [KEY] } }, oneAccount()) };
  const config = operator.configSchema.parse(whole);
  const named = CURES.flatMap(({ at, cure }) => {
    const [, usual] = /for (?:the default, )?(\d+)(?:;|$)/.exec(cure) ?? [];
    return usual === undefined ? [] : [[at, Number(usual)] as const];
  });
  expect(named.length).toBeGreaterThan(8);
  for (const [at, usual] of named)
    expect(
      at.split('.').reduce<unknown>((value, key) => Reflect.get(Object(value), key), config),
      at,
    ).toBe(usual);
});

test('without SSH keys nothing is asked', async () => {
  const checkSshKeys = (): Promise<never> => Promise.reject(new Error('asked'));
  expect((await checkConfig(valid(), { checkSshKeys })).problems).toBeUndefined();
});

test('with a name that was written wrongly no other one is told to be unknown', async () => {
  const { environments, ...rest } = valid();
  const broken = environments.map((each, at) => (at === 0 ? { ...each, name: 'Stage' } : each));
  const sshKeys = { hosts: { jobs: { environment: 'stage' } } };
  const { problems = [] } = await checkConfig({ ...rest, environments: broken, sshKeys });
  expect(problems.map(({ path }) => path)).toEqual(['environments[0].name']);
});

test.each([
  [
    'a tag',
    { hosts: { jobs: { tags: { role: {} } }, ops: { tags: { tier: 'back' } } } },
    ['sshKeys.hosts.jobs.tags.role'],
  ],
  [
    'all tags',
    { hosts: { jobs: { tags: 7 }, ops: { tags: { tier: 'back' } } } },
    ['sshKeys.hosts.jobs.tags'],
  ],
  [
    'the environment',
    { hosts: { jobs: { tags: { a: 'x' }, environment: {} }, ops: { tags: { a: 'x' } } } },
    ['sshKeys.hosts.jobs.environment'],
  ],
  ['sources', { sources: 7, hosts: { jobs: { login: ['partner:ops'] } } }, ['sshKeys.sources']],
  [
    'UIDs',
    { uids: { from: 'x', to: 30_000 }, breakGlass: { uid: 25_000, keys: [KEY] } },
    ['sshKeys.uids.from'],
  ],
  [
    'the name of the break-glass user',
    { names: { alice: 'break-glass' }, breakGlass: { login: {}, keys: [KEY] } },
    ['sshKeys.breakGlass.login'],
  ],
])('what is wrong only because of %s is not told', async (_name, sshKeys, expected) => {
  const { problems = [] } = await checkConfig({ ...valid(), sshKeys });
  expect(problems.map(({ path }) => path)).toEqual(expected);
});
