import { describe, expect, inject, test } from 'vitest';
import { runDocument } from '../support/rig/agent.ts';
import { findRig, isLackingRig } from '../support/rig/find.ts';
import { COMMAND, expectStatus, GROUP, installArgs, startKeyHost } from '../support/rig/key-host.ts';
import { keyFolder, keysOf, person } from './people.ts';
import { scene } from './scene.ts';
import { contents, snapshot } from './snapshot.ts';

const rig = findRig();
const endpoint = inject('endpoint');
const folder = keyFolder();
/** What useradd and its like change, with the copies that they keep. */
const ACCOUNTS =
  /^(?:[0-9a-f]{64} {2})?\/etc\/(?:passwd|shadow|group|gshadow|subuid|subgid|\.pwd\.lock)-?(?: |$)/;

describe.skipIf(isLackingRig(rig) || endpoint === '')('the script on a host', () => {
  const keys = keysOf(folder, ['guard', 'alice', 'bob', 'carol']);
  const guard = person('break-glass', 19_999, keys.guard, 'keep');
  const alice = person('alice', 20_001, keys.alice, 'sudo');
  const bob = person('bob', 20_002, keys.bob);
  const users = [guard, alice, bob];
  const begin = () => scene({ rig, endpoint, folder });

  test('installing again and applying again change nothing', async () => {
    await using here = await begin();
    await here.apply({ version: 1, users });
    expect((await here.report()).get('result')).toEqual(['applied']);
    const old = await snapshot(here.host, '/etc /usr/local /home');
    await expectStatus(here.script(installArgs(here.bucket)));
    await expectStatus(here.script('apply'));
    expect(await snapshot(here.host, '/etc /usr/local /home')).toBe(old);
    await expectStatus(here.script('check'));
    const { stdout } = await expectStatus(here.script('status'));
    expect(stdout).toContain('\nresult unchanged\n');
  });

  test('runs at once wait for each other', async () => {
    await using here = await begin();
    await here.publish({ version: 1, users });
    await Promise.all([1, 2, 3].map(() => expectStatus(here.script('apply'))));
    await expectStatus(here.script('check'));
    expect(await here.sshd.login('bob', keys.bob)).toBe('bob');
  });

  test('the report says what is in force', async () => {
    await using here = await begin();
    const sha256 = await here.publish({ version: 7, users });
    await expectStatus(here.script('apply'));
    const report = await here.report();
    const script = await here.host.get('sha256sum </usr/local/sbin/kmscrypt-ssh-keys');
    expect(Object.fromEntries(report)).toEqual({
      'kmscrypt-ssh-keys-status': ['1'],
      instance: [here.imds.arn],
      group: [GROUP],
      version: ['7'],
      sha256: [sha256],
      result: ['applied'],
      applied: [expect.stringMatching(/^\d{10}$/)],
      at: [expect.stringMatching(/^\d{10}$/)],
      users: ['3'],
      script: [script.slice(0, 12)],
    });
  });

  test('the units are ones that systemd takes', async () => {
    await using here = await begin();
    const units = '/etc/systemd/system/kmscrypt-ssh-keys';
    await here.host.get(`systemd-analyze verify ${units}.service ${units}.timer 2>&1`);
    expect(await here.host.get('systemctl is-enabled kmscrypt-ssh-keys.timer')).toBe('enabled');
    expect(await here.host.get(`cat ${units}.timer`)).toMatch(/\b5 ?min/);
    await expectStatus(here.script(`${installArgs(here.bucket)} --every 17`));
    expect(await here.host.get(`cat ${units}.timer`)).toMatch(/\b17 ?min/);
  });

  test.each<readonly [name: string, drift: string]>([
    ['a key file is lost', 'rm /etc/ssh/authorized_keys.d/bob'],
    ['a key file is changed', 'echo "#" >/etc/ssh/authorized_keys.d/bob'],
    ['a key file cannot be read', 'chmod 600 /etc/ssh/authorized_keys.d/bob'],
    ['a key file is of its user', 'chown bob /etc/ssh/authorized_keys.d/bob'],
    ['the folder can be written', 'chmod 777 /etc/ssh/authorized_keys.d'],
    ['the folder is lost', 'rm -r /etc/ssh/authorized_keys.d'],
    [
      'the drop-in is lost',
      'rm /etc/ssh/sshd_config.d/60-kmscrypt-ssh-keys.conf; kill -HUP "$(cat /run/sshd.pid)"',
    ],
    ['sudoers are lost', 'rm /etc/sudoers.d/kmscrypt-ssh-keys'],
    ['sudoers are more', 'echo "bob ALL=(ALL) NOPASSWD:ALL" >>/etc/sudoers.d/kmscrypt-ssh-keys'],
    ['an account is locked', 'usermod -e 1 bob'],
    ['an account has left the group', 'gpasswd -d bob kmscrypt-ssh'],
    ['the group is lost', 'groupdel kmscrypt-ssh'],
    ['the records are lost', 'rm -r /var/lib/kmscrypt-ssh-keys'],
    ['an account is lost', 'userdel bob'],
  ])('drift is found and mended: %s', async (_name, drift) => {
    await using here = await begin();
    await here.apply({ version: 1, users });
    await here.host.get(drift);
    expect((await here.script('check')).status).not.toBe(0);
    await expectStatus(here.script('apply'));
    await expectStatus(here.script('check'));
    const { sshd } = here;
    expect(await sshd.login('bob', keys.bob, 'sudo -n id -u 2>/dev/null || id -un')).toBe('bob');
    expect(await sshd.login('alice', keys.alice, 'sudo -n id -u')).toBe('0');
    expect(await here.logInAdmin()).toBe('admin');
  });

  test('uninstalling before a manifest leaves no trace', async () => {
    if ('reason' in rig) throw new Error(rig.reason);
    await using here = await startKeyHost({ layers: [rig.root], endpoint });
    const own = '/etc /usr/local /var/lib /home /run';
    const old = await contents(here.host, own);
    const script = await here.host.get('cat /usr/local/sbin/kmscrypt-ssh-keys');
    await expectStatus(here.script(installArgs(here.bucket)));
    expect(await contents(here.host, own)).not.toBe(old);
    await expectStatus(here.script('uninstall'));
    // It takes itself away, too; and the group may stay, as its number is not given again.
    await here.host.put('/usr/local/sbin/kmscrypt-ssh-keys', `${script}\n`, '755');
    expect(withoutAccounts(await contents(here.host, own))).toEqual(withoutAccounts(old));
  });

  test('uninstalling leaves accounts and homes, locked', async () => {
    await using here = await begin();
    const { host, sshd } = here;
    const old = withoutAccounts(await contents(host));
    await here.apply({ version: 1, users });
    await sshd.login('bob', keys.bob, 'echo mine >note');
    await expectStatus(here.script('uninstall'));
    for (const [login, key] of [
      ['alice', keys.alice],
      ['bob', keys.bob],
      ['break-glass', keys.guard],
    ] as const)
      expect(await sshd.login(login, key)).toBeNull();
    expect(await here.logInAdmin()).toBe('admin');
    expect(await host.get('cat /home/bob/note; stat -c %u /home/bob')).toBe('mine\n20002');
    const now = withoutAccounts(await contents(host));
    expect(now.filter((line) => line.includes('kmscrypt'))).toEqual([]);
    expect(now).toEqual(
      old.filter((line) => !line.includes('kmscrypt') && !line.includes('authorized_keys.d')),
    );
    expect(await host.get('ls /usr/local/sbin')).toBe('');
  });

  test.each<readonly [name: string, args: string]>([
    ['no command that there is', 'destroy'],
    ['an option that there is not', 'apply --force yes'],
    ['a version that is none', 'apply --version x'],
    ['a hash that is none', 'apply --version 1 --sha256 abc'],
    ['a bucket with a quote', `install --bucket "a'b" --region eu-central-1 --group dev-app`],
    ['a group with a slash', 'install --bucket example-keys --region eu-central-1 --group ../prod'],
    ['no group', 'install --bucket example-keys --region eu-central-1'],
    ['minutes that are none', 'install --bucket example-keys --region eu-central-1 --group dev --every 0'],
  ])('a command line is refused, and nothing is changed: %s', async (_name, args) => {
    if ('reason' in rig) throw new Error(rig.reason);
    await using here = await startKeyHost({ layers: [rig.root], endpoint });
    const old = await contents(here.host, '/etc /usr/local');
    const { status, stderr } = await here.script(args);
    expect(status).toBe(2);
    expect(stderr).not.toBe('');
    expect(await contents(here.host, '/etc /usr/local')).toBe(old);
  });

  describe('by the document', () => {
    test('the agent installs it and applies what it is told', async () => {
      await using here = await scene({ rig, endpoint, folder, prepare: `rm ${COMMAND}`, isInstalled: false });
      const { bucket, host, sshd } = here;
      const parametersOf = (version: number, sha256: string) => ({
        Bucket: bucket.name,
        Region: bucket.region,
        Group: GROUP,
        Version: String(version),
        Sha256: sha256,
        Every: '7',
      });
      const first = await runDocument(here, parametersOf(1, await here.publish({ version: 1, users })));
      expect(first).toMatchObject({ status: 0 });
      expect(await sshd.login('bob', keys.bob)).toBe('bob');
      expect(await host.get('stat -c "%a %U" /usr/local/sbin/kmscrypt-ssh-keys')).toBe('755 root');
      const second = await runDocument(
        here,
        parametersOf(2, await here.publish({ version: 2, users: [guard] })),
      );
      expect(second).toMatchObject({ status: 0 });
      expect(await sshd.login('bob', keys.bob)).toBeNull();
      expect((await here.report()).get('version')).toEqual(['2']);
      const refused = await runDocument(here, parametersOf(2, 'f'.repeat(64)));
      expect(refused.status).toBe(3);
    });

    test.each<readonly [name: string, value: string]>([
      ['Bucket', 'x; id'],
      ['Bucket', "a'b"],
      ['Region', '$(id)'],
      ['Group', 'a b'],
      ['Group', '`id`'],
      ['Version', '1\nid'],
      ['Version', '-1'],
      ['Sha256', `${'a'.repeat(63)}&`],
      ['Every', '5 || id'],
    ])('a parameter %s of %j is refused', async (name, value) => {
      if ('reason' in rig) throw new Error(rig.reason);
      await using here = await startKeyHost({ layers: [rig.root], endpoint });
      const good = { Bucket: 'example-keys', Region: 'eu-central-1', Group: GROUP, Version: '1' };
      await expect(runDocument(here, { ...good, [name]: value })).rejects.toThrow(`${name} is refused`);
    });
  });
});

function withoutAccounts(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => !ACCOUNTS.test(line) && !line.includes('/usr/local/sbin/kmscrypt-ssh-keys'));
}
