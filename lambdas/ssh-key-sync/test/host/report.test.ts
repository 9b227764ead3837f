import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readHostReport } from '../../src/host-report.ts';
import { withFunctions } from './script.ts';

const MANIFEST = [
  'kmscrypt-ssh-keys 1',
  'group dev-app',
  'version 40',
  'issued 1795320000',
  'expires 1795579200',
  'on-expiry keep',
  'end-sessions no',
  '',
].join('\n');
const HASH = createHash('sha256').update(MANIFEST).digest('hex');
let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ssh-keys-host-'));
  for (const folder of ['run/kmscrypt-ssh-keys', 'var/lib/kmscrypt-ssh-keys'])
    mkdirSync(join(root, folder), { recursive: true });
  for (const name of ['granted', 'problems']) writeFileSync(join(root, 'run/kmscrypt-ssh-keys', name), '');
  writeFileSync(join(root, 'var/lib/kmscrypt-ssh-keys/manifest'), MANIFEST);
});
afterEach(() => rmSync(root, { recursive: true }));

it.each([
  ['its own group', 'dev-app', 40, HASH],
  ['the group that it was in', 'prod-app', 0, '-'],
])('of a manifest of %s the report of a host of %s has version %i', (_, group, version, sha256) => {
  const ARN = 'arn:aws:ec2:eu-central-1:111122223333:instance/i-0abc';
  const commands = `ARN=${ARN} GROUP=${group} RESULT=failed\nstatus_write`;
  expect(withFunctions(root, commands).status).toBe(0);
  const text = readFileSync(join(root, 'run/kmscrypt-ssh-keys/status'), 'utf8');
  expect(text).toContain(`\ngroup ${group}\nversion ${version}\nsha256 ${sha256}\n`);
  expect(readHostReport(text)).not.toHaveProperty('refused');
});
