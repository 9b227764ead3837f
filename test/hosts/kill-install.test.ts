import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { findRig, isLackingRig, type Rig } from '../support/rig/find.ts';
import { COMMAND, expectStatus, installArgs, type KeyHost, startKeyHost } from '../support/rig/key-host.ts';
import { type KilledRun, killAtWrite } from '../support/rig/killer.ts';
import { startSshd } from '../support/rig/sshd.ts';
import { faultsAtPoints } from './kill-at-points.ts';
import { keyFolder, keysOf, person } from './people.ts';
import { type Scene, scene } from './scene.ts';
import { IS_SOAK, SOAK_TIMEOUT, soakPoints } from './soak-points.ts';

/** At how many of the writes `npm test` kills, besides those of sshd; the soak at many more. */
const SAMPLES = 6;
/** No configuration yet. */
const NOT_INSTALLED = 2;
const DROP_IN = '/etc/ssh/sshd_config.d/60-kmscrypt-ssh-keys.conf';
const MARK = '/var/lib/kmscrypt-ssh-keys/reload';
const SYSTEMCTL = `#!/bin/sh
[ "$1" != reload ] || [ ! -e /run/no-reload ] || exit 1
[ "$1" != reload ] || kill -HUP "$(cat /run/sshd.pid)"
`;

const rig = findRig();
const endpoint = inject('endpoint');
const folder = keyFolder();

describe.skipIf(isLackingRig(rig) || endpoint === '')('the sshd that runs is told of the drop-in', () => {
  const keys = keysOf(folder, ['guard', 'bob']);
  const users = [person('break-glass', 19_999, keys.guard, 'keep'), person('bob', 20_002, keys.bob)];
  let bare: Scene;

  beforeAll(async () => {
    bare = await scene({ rig, endpoint, folder, isInstalled: false });
    await bare.publish({ version: 1, users });
    await bare.host.stop();
  });
  afterAll(() => bare[Symbol.asyncDispose]());

  const begin = () => startKeyHost({ layers: bare.host.layers, endpoint, bucket: bare.bucket });
  const install = ({ script, bucket }: KeyHost) => expectStatus(script(installArgs(bucket)));

  test(
    'where the first run is killed, by the next',
    async () => {
      const { calls, status } = await killed(0);
      expect(status).toBe(0);
      expect(await faultsAtPoints({ calls, points: pointsOf(calls), killed })).toEqual([]);
    },
    SOAK_TIMEOUT,
  );

  /** One first run on a host of its own; what is wrong after the next goes to `faults`. */
  async function killed(at: number, faults: string[] = []): Promise<KilledRun> {
    await using here = await begin();
    const sshd = await startSshd(here.host);
    const run = await killFirst(here, at);
    const next = await here.script('apply');
    if (next.status === NOT_INSTALLED) await install(here);
    const { status, stderr } = next.status === NOT_INSTALLED ? await here.script('apply') : next;
    if (status !== 0) faults.push(`the next run ended with ${status}: ${stderr}`);
    for (const [login, key] of [['bob', keys.bob] as const, ['break-glass', keys.guard] as const])
      if ((await sshd.login(login, key)) === null) faults.push(`${login}: shut`);
    if ((await bare.logInAdmin(sshd)) === null) faults.push('the door of the image is shut');
    if ((await here.host.run(`test -e ${MARK}`)).status === 0) faults.push(`${MARK} is still there`);
    return run;
  }

  test('where it could not be told, by the next run', async () => {
    await using here = await begin();
    const sshd = await startSshd(here.host);
    // systemd does not run on hosts of the rig; this one reloads as it does, unless it is to fail.
    await here.host.get('mkdir -p /run/systemd/system && touch /run/no-reload');
    await here.host.put('/usr/local/sbin/systemctl', SYSTEMCTL, '755');
    expect((await here.script(installArgs(here.bucket))).status).toBe(1);
    expect((await here.script('apply')).status).toBe(1);
    expect((await here.script('check')).status).toBe(1);
    expect(await sshd.login('bob', keys.bob)).toBeNull();
    await here.host.get('rm /run/no-reload');
    await expectStatus(here.script('apply'));
    expect(await sshd.login('bob', keys.bob)).toBe('bob');
    expect((await here.script('check')).status).toBe(0);
  });

  test('where it holds no longer what it was tried with, the drop-in is tried anew', async () => {
    await using here = await begin();
    const sshd = await startSshd(here.host);
    await install(here);
    await here.host.get(`echo 'x11forwarding no' >${MARK}`);
    await expectStatus(here.script('apply'));
    expect(await sshd.login('bob', keys.bob)).toBe('bob');
    expect((await here.host.run(`test -e ${MARK}`)).status).toBe(1);
  });

  test('of its end, too, where an uninstall was killed', async () => {
    await using here = await begin();
    const sshd = await startSshd(here.host);
    await install(here);
    await expectStatus(here.script('apply'));
    await here.host.get(`rm ${DROP_IN} && : >${MARK}`);
    await here.host.get(
      'install -d -o bob /home/bob/.ssh && install -o bob /dev/null /home/bob/.ssh/authorized_keys',
    );
    await here.host.get(`cat >/home/bob/.ssh/authorized_keys`, { input: `${keys.bob.body}\n` });
    await expectStatus(here.script('uninstall --leave-users'));
    expect(await sshd.login('bob', keys.bob)).toBe('bob');
    expect((await here.host.run(`test -e ${MARK}`)).status).toBe(1);
  });

  function killFirst({ host, env, bucket }: KeyHost, at: number): Promise<KilledRun> {
    const { killer } = rig as Rig;
    const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    const both = `${COMMAND} ${installArgs(bucket)} && ${COMMAND} apply`;
    return killAtWrite({ killer, at, folder, command: [...host.enter, ...variables, 'sh', '-c', both] });
  }
});

/** Calls from 1. Of those of sshd all count: from the one that puts the drop-in there to the one after sshd was told of it. */
function pointsOf(calls: readonly string[]): number[] {
  const step = (calls.length - 1) / (SAMPLES - 1);
  const samples = new Set(Array.from({ length: SAMPLES }, (_, index) => Math.round(1 + index * step)));
  const from = calls.findIndex((call) => call.endsWith(` ${DROP_IN}`)) + 1;
  const to = calls.findIndex((call) => call.includes(' unlink') && call.endsWith(` ${MARK}`)) + 1;
  if (from === 0 || to <= from)
    throw new Error('the drop-in is not put there, or its mark is not taken away');
  const chosen = IS_SOAK ? new Set(soakPoints(calls.length)) : samples;
  const all = calls.map((_, index) => index + 1);
  return all.filter((at) => chosen.has(at) || (at >= from && at <= to));
}
