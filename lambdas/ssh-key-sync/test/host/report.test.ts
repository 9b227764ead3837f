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
  ['a minute ago', -60, 1],
  ['an hour ago', -3_600, 0],
  ['by a clock that was ahead', 3_600, 0],
])('a report that says nothing new, after one of %s', (_, seconds, status) => {
  const at = Math.floor(Date.now() / 1_000) + seconds;
  writeFileSync(join(root, 'var/lib/kmscrypt-ssh-keys/status.sent'), `version 40\nat ${at}\n`);
  writeFileSync(join(root, 'run/kmscrypt-ssh-keys/status'), 'version 40\nat 1\n');
  expect(withFunctions(root, 'RESULT=unchanged\nstatus_due').status).toBe(status);
});

it.each([
  ['manifests/dev-app/current', 'AccessDenied', 'there is no manifest yet'],
  ['status/arn', 'AccessDenied', '(AccessDenied) for s3://b-1/status/arn: the role'],
  ['manifests/dev-app/current', 'RequestTimeTooSkewed', 'set the clock'],
])('why S3 answers 403 for %s: %s', (key, code, expected) => {
  writeFileSync(
    join(root, 'answer'),
    `<?xml version="1.0"?>\n<Error><Code>${code}</Code><Message>No</Message></Error>`,
  );
  const { status, stderr } = withFunctions(root, `BUCKET=b-1 CODE=403\ns3_why ${key} '${root}/answer'`);
  expect(status).toBe(1);
  expect(stderr).toContain(expected);
});

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
