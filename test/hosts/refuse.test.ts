import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { findRig, isLackingRig } from '../support/rig/find.ts';
import type { KeyHost } from '../support/rig/key-host.ts';
import { hashOf, type ManifestText, manifestText, sealed } from '../support/rig/manifest.ts';
import { type Sshd, startSshd } from '../support/rig/sshd.ts';
import { snapshot } from './snapshot.ts';
import { stateBefore, STATUS } from './state-before.ts';

const rig = findRig();
const endpoint = inject('endpoint');
const NOW = Math.floor(Date.now() / 1_000);
const UNTOUCHED = '/etc /home /usr/local';

describe.skipIf(isLackingRig(rig) || endpoint === '')('what is not brought into force', () => {
  const { keys, next, begin, expectBefore, expectSudo, expectReport } = stateBefore(rig, endpoint);
  let shared: KeyHost;
  let sharedSshd: Sshd;

  beforeAll(async () => {
    shared = await begin();
    sharedSshd = await startSshd(shared.host);
  });
  afterAll(() => shared[Symbol.asyncDispose]());

  const text = manifestText(next);
  const lines = text.split('\n').slice(0, -2);
  const edited = (edit: (line: string) => string): string => sealed(lines.map(edit));
  const keyOfCarol = (edit: (body: string) => string): string =>
    edited((line) => (line.includes(keys.carol.body) ? edit(line) : line));
  const asUser = (login: string, uid = 20_003): string =>
    edited((line) => (line.startsWith('user carol ') ? `user ${login} ${uid} login` : line));
  const withChange = (more: Partial<ManifestText>): string => manifestText({ ...next, ...more });

  test.each<readonly [name: string, text: string]>([
    ['an older version', withChange({ version: 9 })],
    ['another text of the same version', withChange({ version: 10 })],
    ['expired', withChange({ issued: NOW - 1_000, expires: NOW - 1 })],
    ['of another group', withChange({ group: 'prod-app' })],
    ['of another format', edited((line) => (line === 'kmscrypt-ssh-keys 1' ? 'kmscrypt-ssh-keys 2' : line))],
    ['empty', ''],
    ['cut in the middle', text.slice(0, text.length / 2)],
    ['cut at the end of a line', `${lines.slice(0, -1).join('\n')}\n`],
    ['without its last byte', text.slice(0, -1)],
    ['with a byte after its end', `${text}\n`],
    ['with a user after its hash', `${text}user dora 20009 sudo\n`],
    [
      'of another hash',
      text.replace(/sha256 ./, (found) => (found === 'sha256 0' ? 'sha256 1' : 'sha256 0')),
    ],
    ['with a changed line', text.replace('20001 sudo', '20001 login')],
    ['with ends of lines of Windows', sealed(lines.map((line) => `${line}\r`))],
    ['with an unknown line', sealed([...lines, 'shell /bin/sh'])],
    ['a key with options', keyOfCarol((line) => line.replace('key ', 'key no-pty '))],
    ['a key with a command', keyOfCarol((line) => line.replace('key ', 'key command="id" '))],
    ['a key with a quote', keyOfCarol((line) => `${line}"`)],
    ['a key with a space in its comment', keyOfCarol((line) => `${line} more`)],
    ['a key with a tab', keyOfCarol((line) => line.replace('key ', 'key\t'))],
    ['a key with a line end', keyOfCarol((line) => `${line}\n${keys.bob.body}`)],
    ['a key of DSA', keyOfCarol((line) => line.replace('ssh-ed25519', 'ssh-dss'))],
    ['a key that is no base64', keyOfCarol((line) => line.replace('AAAA', 'A;AA'))],
    [
      'a key before the first user',
      sealed([...lines.slice(0, 7), `key ${keys.bob.body} x:1`, ...lines.slice(7)]),
    ],
    ['the name root', asUser('root')],
    ['the uid 0', asUser('carol', 0)],
    ['a uid of the system', asUser('carol', 33)],
    ['a name of 33 characters', asUser('c'.repeat(33))],
    ['a name of unicode', asUser('zoë')],
    ['a name with a slash', asUser('../admin')],
    ['a name that is an option', asUser('-u')],
    ['a name with a capital', asUser('Carol')],
    ['an empty name', asUser('')],
    ['a name twice', asUser('bob')],
    ['a uid twice', asUser('carol', 20_002)],
    ['a right that there is not', edited((line) => line.replace('20003 login', '20003 root'))],
  ])('a manifest: %s', async (_name, content) => {
    const old = await snapshot(shared.host, UNTOUCHED);
    await shared.publish(content);
    const { status, stderr } = await shared.script('apply');
    expect(status).toBe(STATUS.refused);
    expect(stderr).not.toBe('');
    expect(await snapshot(shared.host, UNTOUCHED)).toBe(old);
    expect(await expectReport(shared, 'refused', 10)).not.toEqual([]);
  });

  test('of a bucket whose UIDs may be those of others', async () => {
    const file = '/var/lib/kmscrypt-ssh-keys/bucket';
    const own = await shared.host.get(`cat ${file}`);
    await shared.host.get(`echo another-bucket >${file}`);
    const old = await snapshot(shared.host, UNTOUCHED);
    await shared.publish(next);
    expect((await shared.script('apply')).status).toBe(STATUS.refused);
    expect(await snapshot(shared.host, UNTOUCHED)).toBe(old);
    expect(await expectReport(shared, 'refused', 10)).toEqual([expect.stringContaining('another-bucket')]);
    await shared.host.get(`echo ${own} >${file}`);
  });

  test('another text than was told', async () => {
    await shared.publish(next);
    const { status } = await shared.script(`apply --version 11 --sha256 ${hashOf('another')}`);
    expect(status).toBe(STATUS.refused);
    expect(await sharedSshd.login('carol', keys.carol)).toBeNull();
  });

  test('after all of these everybody of before gets in, and a good one is taken', async () => {
    await expectBefore(sharedSshd);
    await expectSudo(sharedSshd);
    expect(await sharedSshd.login('carol', keys.carol)).toBeNull();
    expect((await shared.apply(next)).status).toBe(STATUS.ok);
    expect(await sharedSshd.login('carol', keys.carol)).toBe('carol');
  });

  test.each<readonly [name: string, prepare: string]>([
    ['of before, which has no note of its bucket', 'rm bucket'],
    ['without users, of whatever bucket', 'echo another-bucket >bucket; : >users'],
  ])('a host %s takes that of its configuration', async (_name, prepare) => {
    await using here = await begin();
    const state = '/var/lib/kmscrypt-ssh-keys';
    await here.host.get(`cd ${state} && { ${prepare}; }`);
    for (const version of [11, 12]) expect((await here.apply({ ...next, version })).status).toBe(STATUS.ok);
    expect(await here.host.get(`cat ${state}/bucket`)).toBe(here.bucket.name);
  });
});
