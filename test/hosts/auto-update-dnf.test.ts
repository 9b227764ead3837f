import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findDnfRig, isLackingRig, type Rig } from '../support/rig/find.ts';
import { type KilledRun, killAtWrite } from '../support/rig/killer.ts';
import { SCRIPT, startUpdateHost, type UpdateHost } from '../support/rig/update-host.ts';
import { dnfScene, NEW_RELEASE, OLD_RELEASE } from './dnf-scene.ts';
import { faultsAtPoints } from './kill-at-points.ts';
import { IS_SOAK, SOAK_TIMEOUT, soakPoints } from './soak-points.ts';
import { OWN_SETTING, SETTINGS, type UpdateScene } from './update-scene.ts';

/** It is killed at every twenty-fourth of its writes. */
const STRIDE = 24;
const STEP = 'patch --step web-20261122T020000Z-patching-1';
const OLD = 'kt-conf-1.0 kt-lib-1.0 kt-plain-1.0';
const SECURE = 'kt-conf-2.0 kt-lib-2.0 kt-plain-1.0';

// A root of its own is made for it, which takes minutes: the soak alone does.
const rig = IS_SOAK ? findDnfRig() : undefined;

describe.skipIf(rig === undefined || isLackingRig(rig))('updates of a real dnf', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-kill-'));
  let scene: UpdateScene;

  beforeAll(async () => {
    scene = await dnfScene(rig as Rig);
  });
  afterAll(async () => {
    await scene[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the newest release is found though the host is pinned to its own, and security alone is taken', async () => {
    await using here = await startUpdateHost(scene.layers);
    const check = await here.script('check --step a-1');
    expect(check.get('result')).toBe('ok');
    expect(check.get('pin')).toBe(`releasever:${NEW_RELEASE}`);
    expect([check.get('updates'), check.get('security')]).toEqual(['2', '2']);
    expect(await packages(here)).toBe(OLD);
    const patch = await here.script('patch --step a-2');
    expect(patch).toMatchObject({ status: 0, stderr: '' });
    expect([patch.get('result'), patch.get('packages'), patch.get('updates')]).toEqual([
      'ok',
      'changed',
      '0',
    ]);
    expect(patch.lines.get('package')).toEqual(['kt-conf.noarch 1.0-1 2.0-1', 'kt-lib.noarch 1.0-1 2.0-1']);
    expect(await packages(here)).toBe(SECURE);
    expect(await here.host.get(`cat ${SETTINGS}`)).toBe(`version=1.0\n${OWN_SETTING}`);
    const all = await here.script('patch --step a-3 --scope all');
    expect(all.get('result')).toBe('ok');
    expect(await packages(here)).toBe('kt-conf-2.0 kt-lib-2.0 kt-plain-2.0');
    expect((await here.script('patch --step a-4 --scope all')).get('result')).toBe('nothing');
  });

  test('a pin is kept', async () => {
    await using here = await startUpdateHost(scene.layers);
    const old = await here.script(`patch --step a-1 --scope all --pin releasever:${OLD_RELEASE}`);
    expect([old.get('result'), old.get('pin')]).toEqual(['nothing', `releasever:${OLD_RELEASE}`]);
    expect(await packages(here)).toBe(OLD);
    const unknown = await here.script('patch --step a-2 --pin releasever:2023.1.20230101');
    expect(unknown.get('result')).toBe('failed');
    expect(unknown.get('packages')).toBe('unchanged');
  });

  test('while another dnf is at work it is waited for, then refused', async () => {
    await using here = await startUpdateHost(scene.layers);
    await here.host.put(
      '/usr/local/bin/hold',
      `import time\nimport dnf.lock\nfrom dnf.conf import MainConf\nconf = MainConf()\nwith dnf.lock.build_metadata_lock('/var/cache/dnf', True):\n  print('held', flush=True)\n  input()\n`,
    );
    const holder = here.host.start(['python3', '/usr/local/bin/hold']);
    await new Promise((resolve, reject) => {
      holder.stdout?.once('data', resolve);
      holder.once('exit', () => reject(new Error('the lock could not be held')));
    });
    const refused = await here.script('patch --step a-1 --timeout 12');
    expect([refused.get('result'), refused.get('packages')]).toEqual(['refused', 'unchanged']);
    holder.stdin?.end('\n');
    expect((await here.script('patch --step a-1')).get('result')).toBe('ok');
    expect(await packages(here)).toBe(SECURE);
  });

  test(
    'killed at one of its writes, the same step brings it to its end',
    async () => {
      const { calls, status } = await killed(0);
      expect(status).toBe(0);
      expect(calls.length).toBeGreaterThan(100);
      const points = soakPoints(calls.length, STRIDE);
      expect(await faultsAtPoints({ calls, points, killed })).toEqual([]);
    },
    SOAK_TIMEOUT,
  );

  async function killed(at: number, faults: string[] = []): Promise<KilledRun> {
    await using here = await startUpdateHost(scene.layers);
    const command = [...here.host.enter, 'sh', SCRIPT, ...STEP.split(' ')];
    const run = await killAtWrite({ killer: (rig as Rig).killer, at, folder, command });
    const again = await here.script(STEP);
    if (again.get('result') !== 'ok' || again.get('packages') !== 'changed' || again.get('health') !== 'ok')
      faults.push(`the same step again: ${again.stdout}${again.stderr}`);
    const is = await packages(here);
    if (is !== SECURE) faults.push(`packages are ${is}`);
    const changed = await here.host.run('rpm -V kt-lib kt-plain; cat /var/lib/kt/lib');
    if (changed.stdout !== '2.0\n') faults.push(`files differ: ${changed.stdout}${changed.stderr}`);
    const settings = await here.host.get(`cat ${SETTINGS}`);
    if (settings !== `version=1.0\n${OWN_SETTING}`) faults.push(`changed settings are lost: ${settings}`);
    return run;
  }
});

async function packages({ host }: UpdateHost): Promise<string> {
  const { stdout } = await host.run("rpm -qa --qf '%{NAME}-%{VERSION}\\n' 'kt-*' | sort | tr '\\n' ' '");
  return stdout.trim();
}
