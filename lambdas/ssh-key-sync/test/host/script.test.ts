import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { run, SHELLS, SOURCE, withFunctions } from './script.ts';

let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'ssh-keys-host-'));
  for (const folder of ['etc', 'run/kmscrypt-ssh-keys', 'var/lib/kmscrypt-ssh-keys'])
    mkdirSync(join(root, folder), { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true }));

test('the text has nothing that SSM or a shell of another locale reads otherwise', () => {
  expect(SOURCE).not.toContain('{{');
  expect(SOURCE).toMatch(/^#!\/bin\/sh\n[\n -~]*\n$/u);
});

describe.each(SHELLS)('$name', ({ shell }) => {
  test('reads all of it', () => {
    const [program, ...options] = shell;
    expect(spawnSync(program, [...options, '-n'], { input: SOURCE, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  it.each([
    ['help', ['help'], 0],
    ['nothing', [], 0],
    ['an unknown command', ['go'], 2],
    ['an unknown option', ['apply', '--force', 'yes'], 2],
    ['an option without a value', ['apply', '--version'], 2],
    ['a version of letters', ['apply', '--version', '1a'], 2],
    ['a short hash', ['apply', '--sha256', 'abc'], 2],
    ['no bucket', ['install', '--region', 'eu-central-1', '--group', 'dev-app'], 2],
    ['a group with shell', ['install', '--bucket', 'b-1', '--region', 'eu-central-1', '--group', 'a;id'], 2],
    ['two lines', ['install', '--bucket', 'b-1', '--region', 'eu-central-1', '--group', 'a\nENDPOINT=x'], 2],
    [
      'no minutes',
      ['install', '--bucket', 'b-1', '--region', 'eu-central-1', '--group', 'a', '--every', '0'],
      2,
    ],
  ])('%s ends with its status', (_, args, status) => {
    expect(run(shell, args).status).toBe(status);
  });
});

const HEAD = [
  'kmscrypt-ssh-keys 1',
  'group dev-app',
  'version 42',
  'issued 1795320000',
  'expires 1795579200',
];
const FULL = [...HEAD, 'on-expiry keep', 'end-sessions no'];
const ALICE = ['user alice 20001 sudo', 'key ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI alice:APKAEXAMPLE'];

it.each([
  ['7.81.0', 1],
  ['7.87.0', 1],
  ['7.88.1', 0],
  ['8.0.1', 0],
  ['8.14.1', 0],
  ['10.1.0', 0],
])('curl %s signs the session token: %i', (release, status) => {
  expect(withFunctions(root, `curl() { echo 'curl ${release} (x86_64)'; }\ncurl_signs`).status).toBe(status);
});

describe('manifest_flaw', () => {
  it.each([
    ['users', signed([...FULL, ...ALICE, 'user bob 20002 login', 'key ssh-rsa AAAAB3NzaC1yc2E= bob:1'])],
    ['no users', signed(FULL)],
    ['a key of a security key', signed([...FULL, ...ALICE, 'key sk-ssh-ed25519@openssh.com AAAAGnNr== a:b'])],
  ])('%s: none', (_, text) => {
    expect(flawOf(text)).toBe('');
  });

  it.each([
    ['empty', ''],
    ['cut short', signed([...FULL, ...ALICE]).slice(0, -1)],
    ['cut at a line', [...FULL, ...ALICE, ''].join('\n')],
    ['another byte', signed([...FULL, ...ALICE]).replace('20001', '20003')],
    ['another format', signed(['kmscrypt-ssh-keys 2', ...FULL.slice(1), ...ALICE])],
    ['a header out of order', signed([...HEAD, 'end-sessions no', 'on-expiry keep', ...ALICE])],
    ['a header that is missing', signed([...HEAD, 'on-expiry keep', ...ALICE])],
    ['not ASCII', signed([...FULL, 'user alicé 20001 sudo'])],
    ['a carriage return', signed([...FULL, 'user alice 20001 sudo\r'])],
    ['a NUL', signed([...FULL, 'user al\0ice 20001 sudo'])],
    ['an empty line', signed([...FULL, '', ...ALICE])],
    ['a comment', signed([...FULL, '# alice', ...ALICE])],
    ['a key before a user', signed([...FULL, ALICE[1] ?? '', ...ALICE])],
    ['root', signed([...FULL, 'user root 20001 sudo'])],
    ['a name of ours', signed([...FULL, 'user kmscrypt-20001 20001 sudo'])],
    ['a capital', signed([...FULL, 'user Alice 20001 sudo'])],
    ['33 characters', signed([...FULL, `user ${'a'.repeat(33)} 20001 sudo`])],
    ['a path', signed([...FULL, 'user ../a 20001 sudo'])],
    ['uid 0', signed([...FULL, 'user alice 0 sudo'])],
    ['uid 1000', signed([...FULL, 'user alice 1000 sudo'])],
    ['uid 2000001', signed([...FULL, 'user alice 2000001 sudo'])],
    ['an octal uid', signed([...FULL, 'user alice 020001 sudo'])],
    ['another right', signed([...FULL, 'user alice 20001 admin'])],
    ['a login twice', signed([...FULL, ...ALICE, 'user alice 20002 login'])],
    ['a uid twice', signed([...FULL, ...ALICE, 'user bob 20001 login'])],
    ['DSA', signed([...FULL, ...ALICE, 'key ssh-dss AAAAB3NzaC1kc3M a:b'])],
    ['options', signed([...FULL, ...ALICE, 'key command="id" ssh-rsa AAAAB3NzaC1yc2E a:b'])],
    ['a quote in a comment', signed([...FULL, ...ALICE, 'key ssh-rsa AAAAB3NzaC1yc2E a"b'])],
    ['a comment of two words', signed([...FULL, ...ALICE, 'key ssh-rsa AAAAB3NzaC1yc2E a b'])],
    ['no base64', signed([...FULL, ...ALICE, 'key ssh-rsa AAAAB3N-aC1yc2E a:b'])],
  ])('%s: one', (_, text) => {
    expect(flawOf(text)).not.toBe('');
  });
});

const SHADOW = '*:20779:0:99999:7:::';
const OURS = 'alice:x:20001:20001:kmscrypt-ssh-keys:/home/alice:/bin/bash';
const WHOLE = {
  passwd: [OURS],
  shadow: [`alice:${SHADOW}`],
  group: ['alice:x:20001:', 'kmscrypt-ssh:x:999:alice'],
};
const RECORD = ['20001 alice made'];
const NEW = { passwd: [], shadow: [], group: ['kmscrypt-ssh:x:999:'] };

describe('plan', () => {
  it.each([
    ['nothing', WHOLE, RECORD, ['user alice 20001 login'], []],
    ['nobody yet', NEW, [], ['user alice 20001 login'], ['create 20001 alice']],
    ['a killed run: its account', WHOLE, ['20001 alice new'], ['user alice 20001 login'], []],
    ['no records', WHOLE, [], ['user alice 20001 login'], []],
    ['gone', WHOLE, RECORD, [], ['lock 20001 alice', 'out 20001 alice']],
    ['gone, no records', WHOLE, [], [], ['lock 20001 alice', 'out 20001 alice']],
    ['renamed', WHOLE, RECORD, ['user alicia 20001 login'], ['rename 20001 alice alicia']],
    [
      'a namesake of a locked one',
      { ...WHOLE, shadow: ['alice:*:20779:0:99999:7::1:'] },
      RECORD,
      ['user alice 20002 login'],
      ['out 20001 alice', 'away 20001 alice', 'create 20002 alice'],
    ],
    [
      'back again, out of the group',
      { ...WHOLE, shadow: ['alice:*:20779:0:99999:7::1:'], group: ['alice:x:20001:', 'kmscrypt-ssh:x:999:'] },
      RECORD,
      ['user alice 20001 login'],
      ['unlock 20001 alice', 'join 20001 alice'],
    ],
    [
      'half an account',
      { ...WHOLE, shadow: [], group: ['kmscrypt-ssh:x:999:alice'] },
      RECORD,
      ['user alice 20001 login'],
      ['mend-shadow 20001 alice', 'mend-group 20001 alice 20001'],
    ],
  ])('%s', (_, accounts, records, manifest, expected) => {
    expect(planOf(accounts, records, manifest)).toEqual(expected);
  });

  it.each([
    ['0:365:7:::', ['mend-age 20001 alice']],
    ['0:99999:7:30::', ['mend-age 20001 alice']],
    ['0::7:0::', ['mend-age 20001 alice']],
    ['0::7:::', []],
    ['0:-1:7:-1::', []],
  ])('of a password whose ages are %s', (ages, expected) => {
    const accounts = { ...WHOLE, shadow: [`alice:*:20779:${ages}`] };
    expect(planOf(accounts, RECORD, ['user alice 20001 login'])).toEqual(expected);
  });

  it.each([
    ['the name', 'alice:x:1000:1000::/home/alice:/bin/bash', []],
    ['the uid', 'admin:x:20001:20001::/home/admin:/bin/bash', []],
    ['the uid, against an intent', 'admin:x:20001:20001::/home/admin:/bin/bash', ['20001 alice new']],
    ['the uid of one of ours that was deleted', 'admin:x:20001:20001::/home/admin:/bin/bash', RECORD],
  ])('an account of others with %s is left alone', (_, passwd, records) => {
    const accounts = { passwd: [passwd], shadow: [`admin:${SHADOW}`, `alice:${SHADOW}`], group: NEW.group };
    const lines = planOf(accounts, records, ['user alice 20001 login', 'user bob 20002 login']);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['problem', 'create']);
    expect(planOf(accounts, records, [])).toEqual([]);
  });

  test('all but the break-glass user, where an expired manifest locks', () => {
    const manifest = ['user alice 20001 sudo', 'user glass 19999 keep'];
    expect(planOf(WHOLE, RECORD, manifest, 'yes')).toEqual([
      'lock 20001 alice',
      'out 20001 alice',
      'create 19999 glass',
    ]);
  });
});

describe('edit', () => {
  const edit = (lock: string) => {
    write('etc/passwd', [OURS]);
    rmSync(join(root, 'etc/passwd.lock'), { force: true });
    const noted = ['ln', 'rm'].map((name) => `${name}() { echo ${name}; command ${name} "$@"; }`).join('\n');
    return withFunctions(root, `${noted}\n${lock}\nuser=alice\nedit passwd alicia`);
  };
  const lockFile = () => join(root, 'etc/passwd.lock');

  test('removes no lock before it has one', () => {
    const { status, stdout } = edit(':');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ln\n/u);
    expect(existsSync(lockFile())).toBe(false);
  });

  test('takes the lock of a program that has ended', () => {
    expect(edit(`printf 999999999 >${lockFile()}`).status).toBe(0);
    expect(readFileSync(join(root, 'etc/passwd'), 'utf8')).toMatch(/^alicia:/u);
    expect(existsSync(lockFile())).toBe(false);
  });

  test('leaves that of one that runs', () => {
    const { status, stdout } = edit(`printf %s $$ >${lockFile()}`);
    expect(status).toBe(1);
    expect(stdout).toContain('cannot lock');
    expect(readFileSync(join(root, 'etc/passwd'), 'utf8')).toBe(`${OURS}\n`);
    expect(existsSync(lockFile())).toBe(true);
  });
});

function signed(lines: readonly string[]): string {
  const text = `${lines.join('\n')}\n`;
  return `${text}sha256 ${createHash('sha256').update(text).digest('hex')}\n`;
}

function flawOf(text: string): string {
  const file = join(root, 'manifest');
  writeFileSync(file, text);
  return withFunctions(root, `manifest_flaw '${file}'`).stdout.trim();
}

interface Accounts {
  readonly passwd: readonly string[];
  readonly shadow: readonly string[];
  readonly group: readonly string[];
}

function planOf(
  accounts: Accounts,
  records: readonly string[],
  manifest: readonly string[],
  keepOnly = '',
): readonly string[] {
  for (const [name, lines] of Object.entries(accounts)) write(join('etc', name), lines);
  write('var/lib/kmscrypt-ssh-keys/users', records);
  write('manifest', manifest);
  const { stdout, stderr } = withFunctions(root, `BASE='${root}/manifest' KEEP_ONLY='${keepOnly}'\nplan`);
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

function write(name: string, lines: readonly string[]): void {
  writeFileSync(join(root, name), lines.map((line) => `${line}\n`).join(''));
}
