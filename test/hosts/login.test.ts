import { describe, expect, inject, test } from 'vitest';
import { findRig, isLackingRig } from '../support/rig/find.ts';
import { expectStatus } from '../support/rig/key-host.ts';
import { makeKey } from '../support/rig/ssh-key.ts';
import { scene } from './scene.ts';
import { keyFolder, keysOf, person } from './people.ts';

const rig = findRig();
const endpoint = inject('endpoint');
const folder = keyFolder();
const IS_SOAK = Boolean(process.env['KMSCRYPT_SOAK']);

describe.skipIf(isLackingRig(rig) || endpoint === '').each(['yes', 'no'] as const)(
  'with UsePAM %s',
  (pam) => {
    const begin = () => scene({ rig, endpoint, folder, pam });
    const keys = keysOf(folder, ['alice', 'bob', 'guard', 'other']);
    const guard = person('break-glass', 19_999, keys.guard, 'keep');
    const alice = person('alice', 20_001, keys.alice, 'sudo');
    const bob = person('bob', 20_002, keys.bob);

    // What has nothing to do with PAM is tried without it in the soak only.
    const isBrief = pam === 'no' && !IS_SOAK;

    test('keys of every type open the door, and no door before', async () => {
      await using here = await begin();
      const { sshd, apply } = here;
      const all = [
        makeKey(folder, 'rsa', 2048),
        makeKey(folder, 'rsa', 4096),
        makeKey(folder, 'ecdsa', 256),
        makeKey(folder, 'ecdsa', 521),
        makeKey(folder, 'ed25519'),
      ];
      for (const key of all) expect(await sshd.login('alice', key)).toBeNull();
      await apply({ version: 1, users: [guard, person('alice', 20_001, all)] });
      for (const key of all) expect(await sshd.login('alice', key, 'id -un; id -u')).toBe('alice\n20001');
      expect(await sshd.login('alice', keys.bob)).toBeNull();
      expect(await sshd.login('break-glass', keys.alice)).toBeNull();
      expect(await sshd.login('break-glass', keys.guard, 'sudo -n id -u')).toBe('0');
      expect(await here.logInAdmin()).toBe('admin');
    });

    test.skipIf(isBrief)('sudo is for those who have it, and is taken away', async () => {
      await using here = await begin();
      const { sshd, apply } = here;
      const tryRoot = 'sudo -n id -u 2>/dev/null || echo no';
      await apply({ version: 1, users: [guard, alice, bob] });
      expect(await sshd.login('alice', keys.alice, tryRoot)).toBe('0');
      expect(await sshd.login('bob', keys.bob, tryRoot)).toBe('no');
      await apply({ version: 2, users: [guard, { ...alice, right: 'login' }, { ...bob, right: 'sudo' }] });
      expect(await sshd.login('alice', keys.alice, tryRoot)).toBe('no');
      expect(await sshd.login('bob', keys.bob, tryRoot)).toBe('0');
    });

    test('a revocation closes one door and touches nobody else', async () => {
      await using here = await begin();
      const { sshd, apply, host } = here;
      await apply({ version: 1, users: [guard, alice, bob] });
      await sshd.login('alice', keys.alice, 'echo kept >note; mkdir -m 700 .ssh');
      // A key that she has put there herself must not outlive the revocation, nor count before it.
      await sshd.login('alice', keys.alice, `echo '${keys.other.body}' >.ssh/authorized_keys`);
      expect(await sshd.login('alice', keys.other)).toBeNull();
      const sessions = [
        await sshd.openSession('alice', keys.alice),
        await sshd.openSession('bob', keys.bob),
      ] as const;
      await apply({ version: 2, users: [guard, bob] });
      expect(await sshd.login('alice', keys.alice)).toBeNull();
      expect(await sshd.login('alice', keys.other)).toBeNull();
      expect(await sshd.login('bob', keys.bob)).toBe('bob');
      expect(await here.logInAdmin()).toBe('admin');
      expect(await Promise.all(sessions.map((session) => session.isOpen()))).toEqual([true, true]);
      expect(await host.get('getent shadow alice | cut -d: -f8')).toBe('1');
      expect(await host.get('cat /home/alice/note; stat -c %u /home/alice/note')).toBe('kept\n20001');
      await apply({ version: 3, users: [guard, alice, bob] });
      expect(await sshd.login('alice', keys.alice, 'id -u; cat note')).toBe('20001\nkept');
      for (const session of sessions) session.close();
    });

    test('sessions of who is revoked end where that is asked for', async () => {
      await using here = await begin();
      const { sshd, apply } = here;
      await apply({ version: 1, endSessions: true, users: [guard, alice, bob] });
      const gone = await sshd.openSession('alice', keys.alice);
      const other = await sshd.openSession('bob', keys.bob);
      await apply({ version: 2, endSessions: true, users: [guard, bob] });
      await gone.ended;
      expect(await other.isOpen()).toBe(true);
      other.close();
    });

    test.skipIf(isBrief)('one key of two goes, the other stays', async () => {
      await using here = await begin();
      const { sshd, apply } = here;
      await apply({ version: 1, users: [guard, person('alice', 20_001, [keys.alice, keys.other])] });
      expect(await sshd.login('alice', keys.other)).toBe('alice');
      const session = await sshd.openSession('alice', keys.other);
      await apply({ version: 2, users: [guard, alice] });
      expect(await sshd.login('alice', keys.other)).toBeNull();
      expect(await sshd.login('alice', keys.alice)).toBe('alice');
      expect(await session.isOpen()).toBe(true);
      session.close();
    });

    test.skipIf(isBrief)('who is renamed keeps uid and home', async () => {
      await using here = await begin();
      const { sshd, apply, host } = here;
      await apply({ version: 1, users: [guard, alice, bob] });
      await sshd.login('alice', keys.alice, 'echo mine >note');
      await host.get('groupadd docker; usermod -aG docker alice; gpasswd -A alice docker');
      const subordinate = await host.get(`sed -n 's/^alice:/alice2:/p' /etc/subuid /etc/subgid`);
      await apply({ version: 2, users: [guard, { ...alice, login: 'alice2' }, bob] });
      expect(await sshd.login('alice2', keys.alice, 'id -u; cat note')).toBe('20001\nmine');
      expect(await sshd.login('alice2', keys.alice, 'id -nG')).toContain('docker');
      expect(await host.get('grep -h alice2: /etc/subuid /etc/subgid')).toBe(subordinate);
      expect(await host.get('grep ^docker: /etc/gshadow')).toMatch(/:alice2:alice2$/);
      const files = '/etc/passwd /etc/shadow /etc/group /etc/gshadow /etc/subuid /etc/subgid';
      expect(await host.get(`cat ${files} | grep -w alice | grep -v ^alice2:x:20001: || :`)).toBe('');
      expect(await sshd.login('alice2', keys.alice, 'sudo -n id -u')).toBe('0');
      expect(await sshd.login('alice', keys.alice)).toBeNull();
    });

    test.skipIf(isBrief)('two who exchange their names keep their uids and homes', async () => {
      await using here = await begin();
      const { sshd, apply } = here;
      await apply({ version: 1, users: [guard, alice, bob] });
      await here.host.get('groupadd docker; usermod -aG docker alice');
      await sshd.login('alice', keys.alice, 'echo of alice >note');
      await sshd.login('bob', keys.bob, 'echo of bob >note');
      await apply({
        version: 2,
        users: [guard, { ...alice, login: 'bob' }, { ...bob, login: 'alice' }],
      });
      expect(await sshd.login('bob', keys.alice, 'id -u; cat note')).toBe('20001\nof alice');
      expect(await sshd.login('alice', keys.bob, 'id -u; cat note')).toBe('20002\nof bob');
      expect(await sshd.login('alice', keys.alice)).toBeNull();
      expect(await sshd.login('bob', keys.alice, 'id -nG')).toContain('docker');
      expect(await sshd.login('alice', keys.bob, 'id -nG')).not.toContain('docker');
    });

    test.skipIf(isBrief)('names that go round in a circle, and one into the name of another', async () => {
      await using here = await begin();
      const { sshd, apply } = here;
      const carol = person('carol', 20_003, keys.other);
      const dora = person('dora', 20_004, keys.guard);
      await apply({ version: 1, users: [alice, bob, carol, dora] });
      await apply({
        version: 2,
        users: [
          { ...alice, login: 'bob' },
          { ...bob, login: 'carol' },
          { ...carol, login: 'alice' },
          { ...dora, login: 'eve' },
          person('dora', 20_005, keys.guard),
        ],
      });
      const asRoot = 'id -u; sudo -n id -u 2>/dev/null || echo no';
      expect(await sshd.login('bob', keys.alice, asRoot)).toBe('20001\n0');
      expect(await sshd.login('carol', keys.bob, asRoot)).toBe('20002\nno');
      expect(await sshd.login('alice', keys.other, asRoot)).toBe('20003\nno');
      expect(await sshd.login('eve', keys.guard, 'id -u')).toBe('20004');
      expect(await sshd.login('dora', keys.guard, 'id -u')).toBe('20005');
      expect(await here.host.get('pwck -rq; grpck -r')).toBe('');
      await expectStatus(here.script('check'));
    });

    test('a namesake inherits nothing', async () => {
      await using here = await begin();
      const { sshd, apply, host } = here;
      await apply({ version: 1, users: [guard, alice, bob] });
      await sshd.login('alice', keys.alice, 'umask 077; echo secret >note');
      await host.get('groupadd docker; usermod -aG docker alice');
      await apply({ version: 2, users: [guard, bob] });
      await apply({ version: 3, users: [guard, bob, person('alice', 20_007, keys.other)] });
      expect(await sshd.login('alice', keys.other, 'id -u; cat note 2>/dev/null || echo none')).toBe(
        '20007\nnone',
      );
      expect(await sshd.login('alice', keys.alice)).toBeNull();
      const kept = await host.get('find /home /var -xdev -name note -uid 20001 -perm 600');
      expect(await host.get(`cat '${kept}'`)).toBe('secret');
      expect(await sshd.login('alice', keys.other, `cat '${kept}' 2>/dev/null || echo shut`)).toBe('shut');
      expect(await sshd.login('alice', keys.other, 'id -nG')).not.toContain('docker');
      expect(
        await host.get(
          'cut -d: -f1,2 /etc/subuid | sort | uniq -d; cut -d: -f1 /etc/subuid | sort | uniq -d',
        ),
      ).toBe('');
      await apply({ version: 4, users: [guard, bob, { ...alice, login: 'alicia' }] });
      expect(await sshd.login('alicia', keys.alice, 'id -nG; cat note')).toMatch(/docker[^]*secret/);
    });

    test.skipIf(isBrief)('nor does one of whom only the name stands in a group', async () => {
      await using here = await begin();
      await here.host.get(
        'groupadd -U alice docker 2>/dev/null || { groupadd docker; sed -i "/^docker:/s/$/alice/" /etc/group; }',
      );
      await here.host.get('echo alice:300000:65536 >>/etc/subuid');
      await here.apply({ version: 1, users: [guard, alice] });
      expect(await here.sshd.login('alice', keys.alice, 'id -nG')).not.toContain('docker');
      expect(await here.host.get('grep -c ^alice: /etc/subuid')).toBe('1');
    });

    test.skipIf(isBrief).each([
      ['removed', 'rm -r /home/alice'],
      ['empty', 'find /home/alice -mindepth 1 -delete'],
    ])('nor has a namesake the home of one whose folder is %s', async (_name, damage) => {
      await using here = await begin();
      const { sshd, apply, host } = here;
      await apply({ version: 1, users: [guard, alice, bob] });
      await apply({ version: 2, users: [guard, bob] });
      await host.get(damage);
      const namesake = person('alice', 20_007, keys.other);
      await apply({ version: 3, users: [guard, bob, namesake] });
      await apply({ version: 4, users: [guard, bob, namesake, { ...alice, login: 'alicia' }] });
      expect(await sshd.login('alice', keys.other, 'test -O ~; pwd')).toBe('/home/alice-20007');
      expect(await sshd.login('alicia', keys.alice, 'test -O ~; pwd')).toBe('/home/alice');
      expect(await host.get('stat -c %u /home/alice /home/alice-20007')).toBe('20001\n20007');
      await expectStatus(here.script('check'));
    });

    test.skipIf(isBrief).each(['sshd_config', 'command line'] as const)(
      'EC2 Instance Connect goes on in the %s, and keys beside it',
      async (place) => {
        await using here = await scene({
          rig,
          endpoint,
          folder,
          pam,
          instanceConnect: { place, key: keys.other },
        });
        const { sshd, apply } = here;
        expect(await sshd.login('admin', keys.other)).toBe('admin');
        await apply({ version: 1, users: [guard, alice] });
        expect(await sshd.login('admin', keys.other)).toBe('admin');
        expect(await here.logInAdmin()).toBe('admin');
        expect(await sshd.login('alice', keys.alice)).toBe('alice');
        await apply({ version: 2, users: [guard] });
        expect(await sshd.login('alice', keys.alice)).toBeNull();
        expect(await sshd.login('admin', keys.other)).toBe('admin');
      },
    );
  },
);
