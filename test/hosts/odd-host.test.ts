import { describe, expect, inject, test } from 'vitest';
import { findRig, isLackingRig } from '../support/rig/find.ts';
import { expectStatus } from '../support/rig/key-host.ts';
import type { ManifestText } from '../support/rig/manifest.ts';
import { startSshd } from '../support/rig/sshd.ts';
import { person } from './people.ts';
import { snapshot } from './snapshot.ts';
import { stateBefore, STATUS } from './state-before.ts';

const rig = findRig();
const endpoint = inject('endpoint');
const UNTOUCHED = '/etc /home /usr/local';

describe.skipIf(isLackingRig(rig) || endpoint === '')('a host that is not as it should be', () => {
  const state = stateBefore(rig, endpoint);
  const { keys, before, next, begin, expectBefore, expectSudo, expectReport, logInAdmin } = state;
  const carol = person('carol', 20_003, keys.carol);

  test.each<readonly [name: string, prepare: string, user: ManifestText['users'][number]]>([
    ['a foreign account has the name', 'useradd -m -u 5000 carol', carol],
    ['a foreign account has the uid', 'useradd -m -u 20003 somebody', carol],
    ['the image has the name', ':', { ...carol, login: 'admin' }],
    ['the system has the name', ':', { ...carol, login: 'daemon' }],
    ['a foreign group has the name', 'groupadd -g 5000 carol', carol],
  ])('one user is left out, the others get in: %s', async (_name, prepare, user) => {
    await using here = await begin();
    const sshd = await startSshd(here.host);
    await here.host.get(prepare);
    const accounts = () =>
      here.host.get(`getent passwd | grep -E '^(carol|somebody|admin|daemon):'; id admin`);
    const old = await accounts();
    const dora = person('dora', 20_004, keys.carol);
    const { status } = await here.apply({ version: 11, users: [...before.users, user, dora] });
    expect(status).toBe(STATUS.failed);
    expect(await expectReport(here, 'failed', 11)).toEqual([expect.stringContaining(user.login)]);
    expect(await accounts()).toBe(old);
    await expectBefore(sshd);
    expect(await sshd.login(user.login, keys.carol)).toBeNull();
    expect(await sshd.login('dora', keys.carol)).toBe('dora');
  });

  test('a revocation closes the door where accounts cannot be changed', async () => {
    await using here = await begin();
    const sshd = await startSshd(here.host);
    // What a power cut leaves within useradd; another process has its number since.
    await here.host.get('echo 1 >/etc/passwd.lock');
    const { status } = await here.apply({
      version: 11,
      users: before.users.filter(({ login }) => login !== 'bob'),
    });
    expect(status).toBe(STATUS.failed);
    expect((await here.report()).get('result')).toEqual(['failed']);
    expect(await sshd.login('bob', keys.bob)).toBeNull();
    expect(await sshd.login('alice', keys.alice)).toBe('alice');
    await here.host.get('rm /etc/passwd.lock');
    await expectStatus(here.script('apply'));
    expect(await here.host.get('getent shadow bob | cut -d: -f8')).toBe('1');
  });

  test('passwords age on it: those of users do not', async () => {
    await using here = await begin();
    const sshd = await startSshd(here.host);
    await here.host.get(
      `sed -i 's/^PASS_MAX_DAYS.*/PASS_MAX_DAYS 1/' /etc/login.defs; echo INACTIVE=1 >>/etc/default/useradd`,
    );
    await here.host.get('chage -M 1 -I 1 -d 2020-01-01 alice; sed -i /^bob:/d /etc/shadow');
    expect(await sshd.login('alice', keys.alice)).toBeNull();
    expect((await here.script('check')).status).toBe(STATUS.failed);
    expect((await here.apply(next)).status).toBe(STATUS.ok);
    for (const user of ['alice', 'bob', 'carol'] as const) {
      await here.host.get(`chage -d 2020-01-01 ${user}`);
      expect(await sshd.login(user, keys[user])).toBe(user);
    }
    await expectSudo(sshd);
    expect((await here.script('check')).status).toBe(STATUS.ok);
  });

  test('nothing can be fetched', async () => {
    await using here = await begin();
    const sshd = await startSshd(here.host);
    const old = await snapshot(here.host, UNTOUCHED);
    const silent = { ...here.env, AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9' };
    const { status } = await here.host.run('kmscrypt-ssh-keys apply', { env: silent });
    expect(status).toBe(STATUS.notFetched);
    expect(await snapshot(here.host, UNTOUCHED)).toBe(old);
    await expectBefore(sshd);
  });

  test.each(['keep', 'lock'] as const)('the manifest in force expires: %s', async (onExpiry) => {
    await using here = await begin();
    const sshd = await startSshd(here.host);
    const expires = Math.floor(Date.now() / 1_000) + 4;
    expect((await here.apply({ ...before, version: 11, expires, onExpiry })).status).toBe(STATUS.ok);
    await here.host.get(`while [ "$(date +%s)" -le ${expires} ]; do sleep 0.2; done`);
    const { status } = await here.script('apply');
    expect(status).toBe(STATUS.failed);
    expect(await expectReport(here, 'failed', 11)).not.toEqual([]);
    if (onExpiry === 'keep') await expectBefore(sshd);
    expect(await sshd.login('break-glass', keys.guard, 'sudo -n id -un')).toBe('root');
    expect(await logInAdmin(sshd)).toBe('admin');
    expect(await sshd.login('bob', keys.bob)).toBe(onExpiry === 'keep' ? 'bob' : null);
    expect((await here.apply({ ...before, version: 12, onExpiry })).status).toBe(STATUS.ok);
    await expectBefore(sshd);
  });

  const fill = (path: string): string => `dd if=/dev/zero of=${path}/.fill bs=4k 2>/dev/null; :`;
  const asTmpfs = (path: string, size: string): string =>
    `mkdir -p ${path} /tmp/kept && cp -a ${path}/. /tmp/kept && mount -t tmpfs -o size=${size},mode=755 tmpfs ${path} && cp -a /tmp/kept/. ${path}`;

  const full = (path: string, expected: number = STATUS.failed) => {
    const prepare = path === '/run' ? 'mount -o remount,size=1m /run' : asTmpfs(path, '4m');
    return [`${path} is full`, `${prepare}; ${fill(path)}`, `rm ${path}/.fill`, expected] as const;
  };
  const readOnly = (path: string) => {
    const prepare = `mount --bind ${path} ${path}; mount -o remount,bind,ro ${path}`;
    return [`${path} is read-only`, prepare, `mount -o remount,bind,rw ${path}`, STATUS.failed] as const;
  };

  test.each<readonly [name: string, prepare: string, mend: string, expected: number]>([
    full('/etc/ssh/authorized_keys.d'),
    full('/var/lib/kmscrypt-ssh-keys'),
    full('/run', STATUS.notFetched),
    // A home without its first files is one, too.
    full('/home', STATUS.ok),
    full('/etc'),
    readOnly('/etc/ssh/authorized_keys.d'),
    readOnly('/var/lib/kmscrypt-ssh-keys'),
    readOnly('/home'),
    readOnly('/etc'),
    ['all is read-only', 'mount -o remount,ro /', 'mount -o remount,rw /', STATUS.failed],
  ])('%s: who got in gets in, and it mends itself', async (_name, prepare, mend, expected) => {
    await using here = await begin();
    const sshd = await startSshd(here.host);
    await here.host.get(prepare);
    const { status, stderr } = await here.apply(next);
    expect(status).toBe(expected);
    expect(stderr === '').toBe(expected === STATUS.ok);
    await expectBefore(sshd);
    await here.host.get(mend);
    await expectStatus(here.script('apply'));
    await expectBefore(sshd);
    await expectSudo(sshd);
    expect(await sshd.login('carol', keys.carol, 'test -O ~ && id -un')).toBe('carol');
    expect((await here.script('check')).status).toBe(STATUS.ok);
  });

  test('what is taken away while the disk is full does not come back with the manifest of before', async () => {
    await using here = await begin();
    const sshd = await startSshd(here.host);
    const place = '/var/lib/kmscrypt-ssh-keys';
    await here.host.get(`${asTmpfs(place, '4m')}; ${fill(place)}`);
    const users = before.users.filter(({ login }) => login !== 'bob');
    expect((await here.apply({ version: 11, users })).status).toBe(STATUS.failed);
    expect(await sshd.login('bob', keys.bob)).toBeNull();
    const silent = { ...here.env, AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9' };
    await here.host.run('kmscrypt-ssh-keys apply', { env: silent });
    expect(await sshd.login('bob', keys.bob)).toBeNull();
    expect(await sshd.login('alice', keys.alice)).toBe('alice');
    await here.host.get(`rm ${place}/.fill`);
    await expectStatus(here.script('apply'));
    await expectStatus(here.script('check'));
    expect(await sshd.login('bob', keys.bob)).toBeNull();
  });

  test.each<readonly [name: string, damage: string]>([
    ['is lost', 'rm -r /home/bob'],
    ['is empty, and of root', 'rm -r /home/bob; mkdir /home/bob'],
  ])('a home %s: it is made again', async (_name, damage) => {
    await using here = await begin();
    const sshd = await startSshd(here.host);
    await here.host.get(damage);
    expect((await here.script('check')).status).toBe(STATUS.failed);
    await expectStatus(here.apply(next));
    await expectStatus(here.script('check'));
    expect(await sshd.login('bob', keys.bob, 'test -O ~; test -O ~/.profile; pwd; stat -c %a .')).toBe(
      '/home/bob\n700',
    );
  });

  test('a link in the place of a home is not followed', async () => {
    await using here = await begin();
    await here.host.get('mkdir /root/own && rm -r /home/bob && ln -s /root/own /home/bob');
    expect((await here.apply(next)).status).toBe(STATUS.failed);
    expect(await here.host.get('ls -A /root/own; stat -c %u /root/own; readlink /home/bob')).toBe(
      '0\n/root/own',
    );
  });

  test.each<readonly [name: string, prepare: string, mend: string]>([
    ['is broken', 'echo Bogus yes >>$F', 'sed -i /^Bogus/d $F'],
    ['lets named users in only', 'echo AllowUsers admin >>$F', 'sed -i /^AllowUsers/d $F'],
    [
      'leaves one of them out',
      'echo AllowUsers admin break-glass alice bob >>$F',
      'sed -i /^AllowUsers/d $F',
    ],
    ['denies one of them', 'echo DenyUsers nobody carol >>$F', 'sed -i /^DenyUsers/d $F'],
    ['denies their group', 'echo DenyGroups kmscrypt-ssh >>$F', 'sed -i /^DenyGroups/d $F'],
    [
      'wants a password, too',
      'echo AuthenticationMethods publickey,password >>$F',
      'sed -i /^AuthenticationMethods/d $F',
    ],
    ['lets named groups in only', 'echo AllowGroups admin >>$F', 'sed -i /^AllowGroups/d $F'],
    ['wants no keys', 'echo PubkeyAuthentication no >>$F', 'sed -i /^Pubkey/d $F'],
    ['has lost its Include', 'sed -i s/^Include/#Include/ $F', 'sed -i s/^#Include/Include/ $F'],
    [
      'reads its folder after another Match',
      'sed -i /^Include/d $F; printf "Match User x\\nInclude /etc/ssh/sshd_config.d/*.conf\\n" >>$F',
      'sed -i "/^Match User x/d" $F',
    ],
  ])('sshd_config %s: it is left alone, and reported', async (_name, prepare, mend) => {
    await using here = await begin();
    const sshd = await startSshd(here.host);
    const file = '/etc/ssh/sshd_config';
    await here.host.get(prepare.replaceAll('$F', file));
    const old = await here.host.get(`cat ${file}`);
    const { status } = await here.apply(next);
    expect(status).toBe(STATUS.brokenSshd);
    expect(await here.host.get(`cat ${file}`)).toBe(old);
    expect(await expectReport(here, 'failed', 11)).not.toEqual([]);
    await expectBefore(sshd);
    await here.host.get(mend.replaceAll('$F', file));
    await expectStatus(here.script('apply'));
    expect(await sshd.login('carol', keys.carol)).toBe('carol');
  });
});
