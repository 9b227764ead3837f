import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { approvalCommand, heldLines } from '../../src/operators/held-lines.ts';
import { NOW, stateOf } from './support/state.ts';

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
    '  because a group has suddenly no members at all',
    '  alice@example.com (AIDAALICE): own:dev, APKAALICE',
    '  ? (AIDAGONE): own:dev',
  ]);
});

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
