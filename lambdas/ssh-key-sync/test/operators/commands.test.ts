import { describe, expect, test } from 'vitest';
import { explainCommand } from '../../src/operators/explain.ts';
import { heldCommand } from '../../src/operators/held.ts';
import { hostsCommand } from '../../src/operators/hosts.ts';
import { connectTo, type FakeAws } from './support/fake-aws.ts';
import { printedBy } from './support/run-command.ts';
import { sshKey } from './support/ssh-key.ts';
import { ARN, MANIFEST, NOW, stateOf } from './support/state.ts';

const AWS: FakeAws = {
  groups: {},
  users: {},
  state: stateOf(),
  instances: { 'dev-app': [{ arn: ARN, id: 'i-0abc', name: 'web-1', launched: 0 }] },
};
const held = {
  id: '0123456789ab',
  since: NOW,
  reason: 'cap',
  users: ['AIDAALICE'],
  losses: ['AIDAALICE own:dev'],
} as const;
const connect = (aws: FakeAws): ReturnType<typeof connectTo> => connectTo(aws, () => NOW);

describe('explain', () => {
  const ask = (USER: string, HOST: string, more: Parameters<typeof printedBy>[1] = {}): Promise<string> =>
    printedBy(explainCommand(connect(AWS)), { ...more, options: { USER, HOST, ...more.options } });

  test('the answer comes first', async () => {
    expect(await ask('alice', 'web-1')).toMatch(/^YES: alice may log in to i-0abc, with 1 key\n/);
    expect(await ask('alice@example.com', 'prod-app')).toMatch(/^NO: alice may not log in to prod-app: /);
  });

  test('as JSON', async () => {
    const explanation: unknown = JSON.parse(await ask('AIDABOB', ARN, { options: { json: true } }));
    expect(explanation).toMatchObject({ answer: 'yes', sentence: expect.stringContaining('become root') });
  });

  test('the break-glass user', async () => {
    const config = { breakGlass: { keys: [sshKey(1)] } };
    expect(await ask('break-glass', 'prod-app', { config })).toMatch(
      /^YES: break-glass is the break-glass user \(UID 19999\)/,
    );
    const taken = { breakGlass: { login: 'bob', keys: [sshKey(1)] } };
    expect(await ask('bob', 'prod-app', { config: taken })).toMatch(
      /^NO: bob is the break-glass user, and may not log in to prod-app: the login name bob is that of own:bob;/,
    );
  });
});

test('hosts, with a report that cannot be read, and a host group of the past', async () => {
  const state = stateOf({ manifests: { 'dev-app': MANIFEST, old: { ...MANIFEST, put: 7 } } });
  const aws = { ...AWS, state, refusedReports: [{ arn: ARN, reason: 'it is empty' }] };
  const printed = await printedBy(hostsCommand(connect(aws)));
  expect(printed).toContain('1 host running: 0 up to date, 1 failed\n');
  expect(printed).toContain('failed: i-0abc (web-1): its report cannot be read: it is empty');
  expect(printed).toMatch(/^no longer in the config: .*\n {2}old: version 7 of /mu);
});

test('hosts', async () => {
  expect(await printedBy(hostsCommand(connect(AWS))))
    .toBe(`dev-app: version 42 of 2026-11-22T03:00:00Z, expires 2026-11-22T05:00:00Z
  1 host running: 1 up to date

prod-app: no manifest yet
  0 hosts running: 0 up to date`);
  const json: unknown = JSON.parse(await printedBy(hostsCommand(connect(AWS)), { options: { json: true } }));
  expect(json).toMatchObject([{ hostGroup: 'dev-app', running: 1, upToDate: 1 }, { hostGroup: 'prod-app' }]);
});

describe('held', () => {
  test('nothing', async () => {
    expect(await printedBy(heldCommand(connect(AWS)))).toBe('nothing is held back');
  });

  test('something, with the command for the queue that is named', async () => {
    const command = heldCommand(connect({ ...AWS, state: stateOf({ held }) }));
    const printed = await printedBy(command, { options: { queue: 'keys' } });
    expect(printed).toContain('alice@example.com (AIDAALICE): own:dev');
    expect(printed).toContain('alice (alice@example.com, AIDAALICE)\n    dev-app: login: ');
    expect(printed).toContain('if it is a mistake');
    expect(printed).toContain('--queue-name keys ');
    expect(JSON.parse(await printedBy(command, { options: { json: true } }))).toMatchObject({ held });
    expect(await printedBy(command)).toContain('--queue-name ssh-key-sync ');
    expect(await printedBy(command, { config: { queue: 'own' } })).toContain('--queue-name own ');
  });

  test('what a config takes away, beside that', async () => {
    const byConfig = {
      ...held,
      id: 'ba9876543210',
      reason: 'config',
      losses: ['AIDAALICE dev-app login'],
    } as const;
    const rules = { 'dev-app': { login: ['own:dev'], sudo: ['own:ops'] } };
    const groups = { 'own:dev': NOW, 'own:ops': NOW };
    const command = heldCommand(
      connect({ ...AWS, state: stateOf({ held, heldConfig: byConfig, rules, groups }) }),
    );
    const hosts = {
      'dev-app': { tags: { Environment: 'dev' }, sudo: ['ops'], document: 'kmscrypt-ssh-keys' },
    };
    const printed = await printedBy(command, { config: { hosts } });
    for (const { id } of [held, byConfig]) expect(printed).toContain(`"held":"${id}"`);
    expect(printed).toContain('alice@example.com (AIDAALICE): dev-app login');
    expect(printed).toContain('dev-app: login: the config has changed');
    expect(printed).toContain('deploy the config as it was');
    expect(
      JSON.parse(await printedBy(command, { config: { hosts }, options: { json: true } })),
    ).toMatchObject({
      held,
      config: { held: byConfig, losses: [{ user: 'AIDAALICE', hostGroup: 'dev-app', what: 'login' }] },
    });
  });

  test('a queue that is none is refused', async () => {
    const asked = printedBy(heldCommand(connect(AWS)), { options: { queue: 'a;b' } });
    await expect(asked).rejects.toMatchObject({ code: 'USAGE' });
  });
});

test.each([
  ['explain', explainCommand],
  ['hosts', hostsCommand],
  ['held', heldCommand],
])('%s, before the Lambda has run, says so', async (_, command) => {
  for (const state of [undefined, 'none'] as const) {
    const asked = printedBy(command(connect({ ...AWS, state })), { options: { USER: 'a', HOST: 'b' } });
    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});
