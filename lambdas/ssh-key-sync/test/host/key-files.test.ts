import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { withFunctions } from './script.ts';

const MARK = '# kmscrypt-ssh-keys';
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI somebody';
const OURS = `${MARK} 20001\n${KEY}\n`;
let root = '';
let keys = '';
let work = '';
let state = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ssh-keys-host-'));
  keys = join(root, 'etc/ssh/authorized_keys.d');
  work = join(root, 'run/kmscrypt-ssh-keys');
  state = join(root, 'var/lib/kmscrypt-ssh-keys');
  for (const folder of [keys, join(work, 'keys'), state]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(root, 'etc/group'), '');
  writeFileSync(join(work, 'problems'), '');
});
afterEach(() => rmSync(root, { recursive: true }));

it.each<readonly [name: string, file: string, text: string, gone: string]>([
  ['one of ours', 'alice', OURS, 'alice\n'],
  ['one of others', 'alice', `${KEY}\n`, ''],
  ['one of others with our mark in another line', 'alice', `${KEY}\n${OURS}`, ''],
  ['one that only begins as ours do', 'alice', `${MARK}-old 20001\n`, ''],
  ['a copy that somebody has made', 'alice.bak', OURS, ''],
  ['a copy with two names in its name', 'bob alice', OURS, ''],
])('a key file that should not be there is taken away if it is ours: %s', (_, file, text, gone) => {
  writeFileSync(join(keys, file), text);
  writeFileSync(join(keys, 'more'), KEY);
  expect(withFunctions(root, 'keys_compare').status).toBe(0);
  expect(readFileSync(join(work, 'keys.gone'), 'utf8')).toBe(gone);
});

describe('an account is made', () => {
  const create = () =>
    withFunctions(root, 'account() { echo made; }\nuser=ssh-keys-carol uid=20003\nuser_create').stdout;

  it.each<readonly [name: string, text: string | undefined]>([
    ['where there is no key file', undefined],
    ['where there is one of ours, which goes', OURS],
    ['where there is an empty one, which goes', ''],
  ])('%s', (_, text) => {
    if (text !== undefined) writeFileSync(join(keys, 'ssh-keys-carol'), text);
    expect(create()).toContain('made');
    expect(readdirSync(keys)).toEqual([]);
  });

  it('not where there is one of others, which stays', () => {
    writeFileSync(join(keys, 'ssh-keys-carol'), `${KEY}\n`);
    expect(create()).not.toContain('made');
    expect(readFileSync(join(keys, 'ssh-keys-carol'), 'utf8')).toBe(`${KEY}\n`);
    expect(readFileSync(join(work, 'problems'), 'utf8')).toContain('ssh-keys-carol');
  });
});

test('records of an earlier call are not taken for those that cannot be made', () => {
  writeFileSync(join(work, 'records'), '20001 alice made\n');
  writeFileSync(join(state, 'users'), '20001 alice made\n');
  expect(withFunctions(root, 'records() { return 1; }\nrecords_write').status).toBe(1);
});
