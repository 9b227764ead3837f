import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { findRig, isLackingRig } from '../support/rig/find.ts';
import { expectStatus, startKeyHost } from '../support/rig/key-host.ts';
import { startSshd } from '../support/rig/sshd.ts';
import { keyFolder, keysOf, person } from './people.ts';
import { type Scene, scene } from './scene.ts';

/** In pages of 4 KB: at each of these another file of a run is the one for which there is no room. */
const MOST_ROOM = 30;
/** The soak tries every one. */
const STEP = process.env['KMSCRYPT_SOAK'] ? 1 : 5;
const ROOMS = Array.from({ length: Math.ceil(MOST_ROOM / STEP) }, (_, index) => 1 + index * STEP);

const rig = findRig();
const endpoint = inject('endpoint');
const folder = keyFolder();

describe.skipIf(isLackingRig(rig) || endpoint === '')('a run whose files are cut short', () => {
  const keys = keysOf(folder, ['guard', 'alice', 'bob', 'carol']);
  const guard = person('break-glass', 19_999, keys.guard, 'keep');
  const alice = person('alice', 20_001, keys.alice, 'sudo');
  const bob = person('bob', 20_002, keys.bob);
  const next = { version: 2, users: [guard, alice, bob, person('carol', 20_003, keys.carol)] };
  let base: Scene;

  beforeAll(async () => {
    base = await scene({ rig, endpoint, folder });
    await base.apply({ version: 1, users: [guard, alice, bob] });
    await base.host.stop();
  });
  afterAll(() => base[Symbol.asyncDispose]());

  test.each(ROOMS)('with room for %i pages in /run nobody loses anything', async (pages) => {
    await using here = await startKeyHost({ layers: base.host.layers, endpoint, bucket: base.bucket });
    const sshd = await startSshd(here.host);
    await here.host.get(
      'mount -o remount,size=1m /run; dd if=/dev/zero of=/run/.fill bs=4k 2>/dev/null || :',
    );
    await here.host.get(`truncate -s -${pages * 4}k /run/.fill`);
    const { status } = await here.apply(next);
    // sshd itself may want room there for a login.
    await here.host.get('rm /run/.fill');
    const isIn = (await sshd.login('carol', keys.carol)) === 'carol';
    expect(status === 0 ? isIn : true).toBe(true);
    const logins = [
      base.logInAdmin(sshd),
      sshd.login('break-glass', keys.guard, 'sudo -n id -un'),
      sshd.login('alice', keys.alice, 'sudo -n id -un'),
      sshd.login('bob', keys.bob),
    ];
    expect(await Promise.all(logins)).toEqual(['admin', 'root', 'root', 'bob']);
    await expectStatus(here.script('apply'));
    expect(await sshd.login('carol', keys.carol)).toBe('carol');
  });
});
