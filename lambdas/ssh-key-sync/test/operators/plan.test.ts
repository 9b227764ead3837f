import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { planCommand } from '../../src/operators/plan.ts';
import type { State } from '../../src/state.ts';
import { connectTo, type FakeAws } from './support/fake-aws.ts';
import { type CommandRun, printedBy } from './support/run-command.ts';
import { sshKey } from './support/ssh-key.ts';
import { ARN, NOW } from './support/state.ts';

const users = {
  AIDAALICE: { name: 'alice@example.com', keys: { APKAALICE: sshKey(1) } },
  AIDABOB: { name: 'bob', keys: { APKABOB: sshKey(2), APKAOLD: 'ssh-dss AAAAB3NzaC1kc3MAAACB' } },
  AIDAROOT: { name: 'root', keys: { APKAROOT: sshKey(3) } },
};
const AWS: FakeAws = {
  groups: { dev: ['AIDAALICE', 'AIDABOB', 'AIDAROOT'], ops: ['AIDABOB'] },
  users,
  state: 'none',
  instances: {
    'dev-app': [
      { arn: ARN, id: 'i-0abc', name: 'web-1', launched: NOW },
      { arn: ARN, id: 'i-0def', name: 'web-2', launched: NOW },
    ],
    'prod-app': [{ arn: ARN, id: 'i-0fed', name: 'shop', launched: NOW }],
  },
};

/** Minutes after {@link NOW}. */
function planAt(minutes: number, aws: FakeAws, run: CommandRun = {}): Promise<string> {
  return printedBy(planCommand(connectTo(aws, () => NOW + minutes * 60_000)), run);
}

/** What the Lambda would have written. */
async function stateAt(minutes: number, aws: FakeAws): Promise<State> {
  const { state } = JSON.parse(await planAt(minutes, aws, { options: { json: true } })) as {
    readonly state: State;
  };
  return state;
}

test('before anything is deployed: as the README shows it, of the config that it gives', async () => {
  const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  const [, given = '', shown] =
    /config\.json <<END\n([^]*?)^END$[^]*?ssh-key-sync plan\n```\n\n```\n([^]*?)```/mu.exec(readme) ?? [];
  const config = JSON.parse(given.replace('$account', '111122223333')) as NonNullable<CommandRun['config']>;
  expect(`${await planAt(0, AWS, { config })}\n`).toBe(shown);
});

test('the event that the README shows takes away what it says', async () => {
  const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  const [, event = ''] = /```json event\n([^]*?)```/u.exec(readme) ?? [];
  const aws = { ...AWS, state: await stateAt(-60, AWS) };
  const left = { ...aws, groups: { ...AWS.groups, ops: [] } };
  const run = { options: { event: 'left.json' }, files: { 'left.json': event } };
  const printed = await planAt(1, left, run);
  expect(printed).toContain('LOSES ACCESS: 1 user\n  bob (AIDABOB)\n');
  expect(printed).toContain('left own:ops (event of 2026-11-22T04:00:00Z)');
});

describe('after a first run', async () => {
  const state = await stateAt(0, AWS);
  const known = { ...AWS, state };
  const left = { ...known, groups: { dev: ['AIDABOB', 'AIDAROOT'], ops: ['AIDABOB'] } };

  test('nothing new', async () => {
    expect(await planAt(10, known)).toContain('nobody gains or loses anything');
  });

  test('what a first read misses would be taken away if a second one does, too', async () => {
    const printed = await planAt(10, left);
    expect(printed).toContain(
      'would be taken away if a second read, 1 minute later, misses it too: 1 user\n  alice (alice@example.com, AIDAALICE)\n    dev-app: login: ',
    );
    expect(printed).toContain('waiting for a second read\n');
    expect(printed).not.toContain('LOSES ACCESS');
  });

  test('what the cap would hold back then is said beforehand', async () => {
    const printed = await planAt(10, left, { config: { removals: { most: 0, percent: 0 } } });
    expect(printed).toContain(
      'would be held back if a second read, 1 minute later, misses it too: 1 user\n  alice (alice@example.com, AIDAALICE)\n    dev-app: login: ',
    );
    expect(printed).not.toContain('would be taken away');
  });

  test('a second read a minute later takes it away', async () => {
    const printed = await planAt(12, { ...left, state: await stateAt(10, left) });
    expect(printed).toContain(
      'LOSES ACCESS: 1 user\n  alice (alice@example.com, AIDAALICE)\n    dev-app: login: ',
    );
    expect(printed).not.toContain('waiting for a second read');
  });

  test('where a group cannot be read nothing is taken away, and it says so', async () => {
    const printed = await planAt(12, { ...left, state: await stateAt(10, left), failing: ['ops'] });
    expect(printed).not.toContain('LOSES ACCESS');
    expect(printed).toContain('DUE, AND NOT TAKEN AWAY: 1 user\n  alice');
    expect(printed).toContain('[READ_FAILED]');
  });

  test('a group that is suddenly empty is held back, and can be approved once the Lambda holds it', async () => {
    const empty = { ...known, groups: { dev: [], ops: ['AIDABOB'] } };
    const missed = { ...empty, state: await stateAt(10, empty) };
    const first = await planAt(12, missed);
    expect(first).toContain('a group suddenly had no members at all');
    expect(first).toContain('the Lambda will hold it');
    const later = await planAt(14, { ...empty, state: await stateAt(12, missed) });
    expect(later).toContain('aws sqs send-message');
  });

  describe('another config', () => {
    const hostsWith = (login: readonly string[]): CommandRun => ({
      config: {
        hosts: {
          'dev-app': { tags: { Environment: 'dev' }, login, sudo: ['ops'], document: 'kmscrypt-ssh-keys' },
          'prod-app': { tags: { Environment: 'prod' }, sudo: ['ops'], document: 'kmscrypt-ssh-keys' },
        },
      },
    });
    const capped = (login: readonly string[]): CommandRun => ({
      config: { ...hostsWith(login).config, removals: { most: 0, percent: 0 } },
    });

    test('what it takes away is shown', async () => {
      expect(await planAt(10, known, hostsWith([]))).toContain(
        'LOSES ACCESS: 1 user\n  alice (alice@example.com, AIDAALICE)\n    dev-app: login: the config has changed\n',
      );
    });

    test('what it would have taken away is held, and can be approved once the Lambda holds it', async () => {
      const first = await planAt(10, known, capped([]));
      expect(first).not.toContain('LOSES ACCESS');
      expect(first).toContain('DUE, AND NOT TAKEN AWAY: 1 user\n  alice');
      expect(first).toContain('because the config has changed');
      expect(first).toContain('the Lambda will hold it');
      const { state: held } = JSON.parse(
        await planAt(10, known, { ...capped([]), options: { json: true } }),
      ) as { readonly state: State };
      expect(await planAt(12, { ...known, state: held }, capped([]))).toContain('aws sqs send-message');
    });

    test('what it gives is shown, from groups that are read for it', async () => {
      const more = { ...known, groups: { ...AWS.groups, guests: ['AIDACARL'] } };
      const people = { ...users, AIDACARL: { name: 'carl', keys: { APKACARL: sshKey(4) } } };
      const printed = await planAt(10, { ...more, users: people }, hostsWith(['dev', 'guests']));
      expect(printed).toContain('GAINS ACCESS: 1 user\n  carl (AIDACARL)\n    dev-app: login: in own:guests');
      expect(printed).not.toContain('LOSES ACCESS');
    });

    test('a group that is not there changes nothing, and it says so', async () => {
      const printed = await planAt(10, known, hostsWith(['devs']));
      expect(printed).toContain('nobody gains or loses anything');
      expect(printed).toContain('[GROUP_MISSING]');
    });
  });

  test('from the state alone', async () => {
    const options = { read: false, hosts: false };
    const printed = await planAt(10, { ...known, failing: ['dev', 'ops'] }, { options });
    expect(printed).toContain('IAM was not read; the last whole read began 10 minutes ago; 0 reads due');
    expect(printed).toContain('nobody gains or loses anything');
  });

  const eventOf = (eventName: string, group: string, user = 'alice@example.com'): string =>
    JSON.stringify({
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.iam',
      account: '111122223333',
      detail: {
        eventSource: 'iam.amazonaws.com',
        eventName,
        eventTime: '2026-11-22T04:10:00Z',
        recipientAccountId: '111122223333',
        requestParameters: { userName: user, groupName: group },
      },
    });
  const event = (text: string): CommandRun => ({ options: { event: 'e.json' }, files: { 'e.json': text } });

  test.each([
    ['takes away', eventOf('RemoveUserFromGroup', 'dev'), 'LOSES ACCESS: 1 user\n  alice'],
    ['gives', eventOf('AddUserToGroup', 'ops'), 'GAINS ACCESS: 1 user\n  alice'],
    [
      'concerns nobody',
      eventOf('AddUserToGroup', 'others'),
      'concerns nobody and nothing that the config names',
    ],
    ['is a tick, with nothing due', '{"kind":"kmscrypt.ssh-keys.tick"}', 'nobody gains or loses anything'],
  ])('an event that %s', async (_, text, tells) => {
    expect(await planAt(10, known, event(text))).toContain(tells);
  });

  test.each([
    ['that is not JSON', event('{'), 'EVENT_UNREADABLE'],
    ['that is something else', event('{"a":1}'), 'MESSAGE_INVALID'],
    ['that is not to be read', { ...event('{}'), options: { event: 'e.json', read: false } }, 'USAGE'],
  ])('an event %s is refused', async (_, run, code) => {
    await expect(planAt(10, known, run)).rejects.toMatchObject({ code });
  });
});
