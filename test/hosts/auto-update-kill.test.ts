import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findRig, isLackingRig, type Rig } from '../support/rig/find.ts';
import { type KilledRun, killAtWrite } from '../support/rig/killer.ts';
import { SCRIPT, startUpdateHost, type UpdateHost } from '../support/rig/update-host.ts';
import { faultsAtPoints } from './kill-at-points.ts';
import { IS_SOAK, SOAK_TIMEOUT, soakPoints } from './soak-points.ts';
import { OWN_SETTING, SETTINGS, type UpdateScene, updateScene } from './update-scene.ts';

/** At how many of the writes `npm test` kills; the soak at every eighth. */
const SAMPLES = 10;
const STRIDE = 8;
const STEP = 'patch --step web-20261122T020000Z-patching-1';
const WANTED = { 'kt-lib': '2.0', 'kt-conf': '2.0', 'kt-new': '1.0', 'kt-plain': '1.0' };

const rig = findRig();

describe.skipIf(isLackingRig(rig))('a patch that is killed at one of its writes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-kill-'));
  let scene: UpdateScene;

  beforeAll(async () => {
    scene = await updateScene(rig as Rig);
  });
  afterAll(async () => {
    await scene[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  test(
    'the same step, asked for again, brings it to its end',
    async () => {
      const { calls, status } = await killed(0);
      expect(status).toBe(0);
      expect(calls.length).toBeGreaterThan(100);
      const points = IS_SOAK
        ? soakPoints(calls.length, STRIDE)
        : Array.from({ length: SAMPLES }, (_, index) =>
            Math.round(1 + ((calls.length - 1) * index) / (SAMPLES - 1)),
          );
      expect(await faultsAtPoints({ calls, points, killed })).toEqual([]);
    },
    SOAK_TIMEOUT,
  );

  /** One run on a host of its own; what is wrong afterwards goes to `faults`. */
  async function killed(at: number, faults: string[] = []): Promise<KilledRun> {
    await using here = await startUpdateHost(scene.layers);
    const command = [...here.host.enter, 'sh', SCRIPT, ...STEP.split(' ')];
    const run = await killAtWrite({ killer: (rig as Rig).killer, at, folder, command });
    const look = await here.script('health --step a-look');
    if (!look.lines.has('end')) faults.push(`a host that was killed gives no answer: ${look.stderr}`);
    // Every other one is killed while it is repaired, too.
    if (Math.floor(at / STRIDE) % 2 === 1)
      await killAtWrite({ killer: (rig as Rig).killer, at: Math.ceil(at / 2), folder, command });
    const again = await here.script(STEP);
    if (again.get('result') !== 'ok' || again.get('packages') !== 'changed' || again.get('health') !== 'ok')
      faults.push(`the same step again: ${again.stdout}${again.stderr}`);
    if (again.get('updates') !== '0') faults.push(`updates are left: ${again.get('updates')}`);
    faults.push(...(await faultsOf(here)));
    return run;
  }

  async function faultsOf({ host, version }: UpdateHost): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const [name, wanted] of Object.entries(WANTED)) {
      const is = await version(name);
      if (is !== wanted) faults.push(`${name} is ${is || 'not whole'} and not ${wanted}`);
    }
    const audit = await host.get('dpkg --audit; ls /var/lib/dpkg/updates | grep "^[0-9]" || :');
    if (audit !== '') faults.push(`dpkg says: ${audit}`);
    const lines = await host.get('sort /usr/share/kt-lib/version | uniq -c | tr -s " "; cat /var/lib/kt/lib');
    if (lines.trim() !== '20000 2.0\n2.0') faults.push(`files of kt-lib: ${lines}`);
    const settings = await host.get(`cat ${SETTINGS}`);
    if (settings !== `version=1.0\n${OWN_SETTING}`) faults.push(`changed settings are lost: ${settings}`);
    return faults;
  }
});
