import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { approvalCommand, heldLines, mistakeLines } from '../../src/operators/held-lines.ts';
import { BOB, NOW, stateOf } from './support/state.ts';

test('users are named, one line each', () => {
  const held = {
    id: '0123456789ab',
    since: NOW,
    reason: 'empty-group',
    users: ['AIDAALICE', 'AIDAGONE'],
    losses: ['AIDAALICE own:dev', 'AIDAALICE APKAALICE', 'AIDAGONE own:dev'],
  } as const;
  expect(heldLines(held, stateOf())).toEqual([
    'held back since 2026-11-22T04:00:00Z, as 0123456789ab: what 2 users would lose',
    '  because a group suddenly had no members at all',
    '  alice@example.com (AIDAALICE): own:dev, APKAALICE',
    '  ? (AIDAGONE): own:dev',
  ]);
});

const MISSED = { seen: NOW - 1, missed: NOW, confirmed: NOW };
const TREE_OUT = { seen: NOW - 1, confirmed: NOW };
const IN_IAM =
  'if it is a mistake, put it back in IAM: what a read shows again is held no more, the rest still is, and nobody has lost anything';

test.each([
  {
    name: 'a config',
    reason: 'config' as const,
    losses: ['AIDABOB dev-app login'],
    expected: [
      'if it is a mistake, deploy the config as it was: the next run ends this, and nobody has lost anything',
    ],
  },
  { name: 'groups and keys of IAM', losses: ['AIDABOB own:ops', 'AIDABOB APKABOB'], expected: [IN_IAM] },
  {
    name: 'a key of the tree',
    losses: ['AIDABOB own:ops', 'AIDABOB parameter:laptop'],
    expected: [IN_IAM.replace('in IAM', 'in IAM, and in the tree of parameters')],
  },
  {
    name: 'the tree itself',
    losses: ['AIDABOB parameter:laptop'],
    laptop: TREE_OUT,
    expected: [
      'if it is a mistake, deploy the config with `parameters` as it was: the next run lets those keys be, and nobody has lost anything',
    ],
  },
  {
    name: 'the tree itself, and a group',
    losses: ['AIDABOB own:ops', 'AIDABOB parameter:laptop'],
    laptop: TREE_OUT,
    expected: [expect.stringContaining('`parameters`'), IN_IAM],
  },
])(
  'what to do where it is not meant: $name',
  ({ reason = 'cap' as const, losses, laptop = MISSED, expected }) => {
    const users = { AIDABOB: { ...BOB, keys: { 'parameter:laptop': laptop, APKABOB: MISSED } } };
    expect(mistakeLines({ reason, losses }, { users })).toEqual(expected);
  },
);

test('the command sends the approval to the queue of that name', () => {
  const bin = mkdtempSync(join(tmpdir(), 'kmscrypt-test-'));
  onTestFinished(() => rmSync(bin, { recursive: true }));
  const standIn = `#!/bin/sh
if [ "$2" = get-queue-url ]; then echo "https://sqs.example.com/$4"; else printf '%s\\n' "$@"; fi
`;
  writeFileSync(join(bin, 'aws'), standIn, { mode: 0o755 });
  const { stdout, status } = spawnSync('sh', ['-c', approvalCommand({ id: '0123456789ab' }, 'keys')], {
    encoding: 'utf8',
    env: { PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` },
  });
  expect(status).toBe(0);
  const [service, verb, urlOption, url, bodyOption, body = '', ...rest] = stdout.trimEnd().split('\n');
  expect([service, verb, urlOption, url, bodyOption]).toEqual([
    'sqs',
    'send-message',
    '--queue-url',
    'https://sqs.example.com/keys',
    '--message-body',
  ]);
  expect(rest).toEqual([]);
  expect(JSON.parse(body)).toEqual({ kind: 'kmscrypt.ssh-keys.approve', held: '0123456789ab' });
});
