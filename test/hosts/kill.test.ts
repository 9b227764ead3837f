import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Bucket } from '../support/rig/bucket.ts';
import { findRig, isLackingRig, type Rig } from '../support/rig/find.ts';
import { COMMAND, GROUP, type KeyHost, startKeyHost } from '../support/rig/key-host.ts';
import { type KilledRun, killAtWrite } from '../support/rig/killer.ts';
import { hashOf, manifestText } from '../support/rig/manifest.ts';
import { type Sshd, startSshd } from '../support/rig/sshd.ts';
import { faultsAtPoints } from './kill-at-points.ts';
import { keyFolder, keysOf, person } from './people.ts';
import { type Scene, scene } from './scene.ts';
import { IS_SOAK, SOAK_TIMEOUT, soakPoints } from './soak-points.ts';

/** At how many of the writes `npm test` kills; the soak at many more. */
const SAMPLES = 10;

const rig = findRig();
const endpoint = inject('endpoint');
const folder = keyFolder();
/** Whose key it is. */
const UIDS = {
  guard: 19_999,
  alice: 20_001,
  bob: 20_002,
  carol: 20_003,
  dave: 20_004,
  erin: 20_005,
  erin2: 20_005,
  frank: 20_006,
  gina: 20_007,
  hugo: 20_008,
} as const;
type KeyName = keyof typeof UIDS;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its own keys
const NAMES = Object.keys(UIDS) as readonly KeyName[];

/** A login, and whether it is open before, and after. */
type Door = readonly [login: string, key: KeyName, before: boolean, after: boolean];

const DOORS: readonly Door[] = [
  ['break-glass', 'guard', true, true],
  ['alice', 'alice', true, true],
  ['bob', 'bob', true, false],
  ['carol', 'carol', false, true],
  ['dave', 'dave', true, false],
  ['david', 'dave', false, true],
  ['erin', 'erin', true, false],
  ['erin', 'erin2', false, true],
  ['frank', 'frank', true, true],
  ['gina', 'gina', true, false],
  ['hugo', 'gina', false, true],
  ['hugo', 'hugo', true, false],
  ['gina', 'hugo', false, true],
];
/** In a group of the host; nobody else ever is by a name that one of them had. */
const IN_DOCKER: readonly KeyName[] = ['dave', 'gina'];
/** Of two who exchange their names one has this one for the time between two renames. */
const BETWEEN: Door = ['kmscrypt-20008', 'hugo', false, false];
/** Keys of one person, of which one opens a door at every moment. */
const NEVER_NEITHER: readonly (readonly KeyName[])[] = [['dave'], ['erin', 'erin2'], ['gina'], ['hugo']];

/** Prints the homes of users that are missing or not theirs. */
const HOMES_OF_OTHERS = String.raw`sed -n 's/^[^:]*:[^:]*:\([0-9]*\):[^:]*:kmscrypt-ssh-keys:\([^:]*\):.*/\1 \2/p' /etc/passwd |
  while read -r uid home; do [ "$(stat -c %u "$home")" = "$uid" ] || echo "$home"; done`;

describe.skipIf(isLackingRig(rig) || endpoint === '')('killed at its writes', () => {
  const keys = keysOf(folder, NAMES);
  let bucket: Bucket;
  let before: Scene;
  let sha256 = '';

  beforeAll(async () => {
    const guard = person('break-glass', UIDS.guard, keys.guard, 'keep');
    const alice = person('alice', UIDS.alice, keys.alice, 'sudo');
    const dave = person('dave', UIDS.dave, keys.dave);
    const frank = person('frank', UIDS.frank, keys.frank);
    const gina = person('gina', UIDS.gina, keys.gina, 'sudo');
    const hugo = person('hugo', UIDS.hugo, keys.hugo);
    before = await scene({ rig, endpoint, folder });
    const bob = person('bob', UIDS.bob, keys.bob, 'sudo');
    const old = [guard, alice, bob, dave, person('erin', UIDS.erin, keys.erin), frank, gina, hugo];
    await before.apply({ version: 1, users: old });
    await before.host.get(
      `groupadd docker; for user in ${IN_DOCKER.join(' ')}; do usermod -aG docker $user; done`,
    );
    await before.host.stop();
    const text = manifestText({
      group: GROUP,
      version: 2,
      users: [
        guard,
        alice,
        person('carol', UIDS.carol, keys.carol),
        { ...dave, login: 'david' },
        person('erin', UIDS.erin, keys.erin2),
        { ...frank, right: 'sudo' },
        { ...gina, login: 'hugo' },
        { ...hugo, login: 'gina' },
      ],
    });
    sha256 = hashOf(text);
    ({ bucket } = before);
    await before.publish(text);
  });
  afterAll(() => before[Symbol.asyncDispose]());

  test(
    'the doors are open as in the old state or as in the new one, and the next run ends it',
    async () => {
      const { calls, status } = await killed(0);
      expect(status).toBe(0);
      expect(calls.length).toBeGreaterThan(50);
      const points = IS_SOAK
        ? soakPoints(calls.length)
        : Array.from({ length: SAMPLES }, (_, index) =>
            Math.round(1 + ((calls.length - 1) * index) / (SAMPLES - 1)),
          );
      expect(await faultsAtPoints({ calls, points, killed })).toEqual([]);
    },
    SOAK_TIMEOUT,
  );

  /** One run on a host of its own; what is wrong afterwards goes to `faults`. */
  async function killed(at: number, faults: string[] = []): Promise<KilledRun> {
    await using here = await startKeyHost({ layers: before.host.layers, endpoint, bucket });
    const sshd = await startSshd(here.host);
    const run = await killApply(here, at);
    if (run.isKilled) faults.push(...(await faultsOf(sshd, false)));
    const { status, stderr } = await here.script(`apply --version 2 --sha256 ${sha256}`);
    if (status !== 0) faults.push(`the next run ended with ${status}: ${stderr}`);
    faults.push(...(await faultsOf(sshd, true)));
    const { status: checked, stdout } = await here.script('check');
    if (checked !== 0) faults.push(`check ended with ${checked}: ${stdout}`);
    const homes = await here.host.get(HOMES_OF_OTHERS);
    if (homes !== '') faults.push(`homes that are not of their users: ${homes}`);
    const doubles = await here.host.get('cut -d: -f2 /etc/subuid | sort | uniq -d');
    if (doubles !== '') faults.push(`subordinate UIDs of two names: ${doubles}`);
    return run;
  }

  function killApply({ host, env }: KeyHost, at: number): Promise<KilledRun> {
    const { killer } = rig as Rig;
    const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    const args = ['apply', '--version', '2', '--sha256', sha256];
    return killAtWrite({ killer, at, folder, command: [...host.enter, ...variables, COMMAND, ...args] });
  }

  async function faultsOf(sshd: Sshd, isDone: boolean): Promise<readonly string[]> {
    const faults: string[] = [];
    if ((await before.logInAdmin(sshd)) === null) faults.push('the door of the image is shut');
    const doors = [...DOORS, BETWEEN];
    const found = await Promise.all(
      doors.map(([login, key]) => sshd.login(login, keys[key], 'id -u; id -nG')),
    );
    const uids = found.map((text) => text?.split('\n')[0] ?? null);
    for (const [index, [login, key, old, now]] of doors.entries()) {
      const uid = uids[index] ?? null;
      if (uid !== null && found[index]?.includes('docker') !== IN_DOCKER.includes(key))
        faults.push(`${login} with the key of ${key}: ${found[index]}`);
      if (uid !== null && uid !== String(UIDS[key])) faults.push(`the key of ${key} opens ${login}: ${uid}`);
      const mustBe = isDone || (old === now && login !== BETWEEN[0]) ? now : undefined;
      if (mustBe !== undefined && (uid !== null) !== mustBe)
        faults.push(`${login} with the key of ${key}: ${uid === null ? 'shut' : 'open'}`);
    }
    for (const own of NEVER_NEITHER)
      if (!doors.some(([, key], index) => own.includes(key) && (uids[index] ?? null) !== null))
        faults.push(`none of the keys of ${own.join(' and ')} opens a door`);
    return faults;
  }
});
