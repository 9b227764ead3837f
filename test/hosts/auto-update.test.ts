import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentOf } from '../../lambdas/auto-update/build/document.ts';
import { hostScript } from '../../lambdas/auto-update/build/script.ts';
import { runDocument } from '../support/rig/agent.ts';
import { findRig, isLackingRig, type Rig } from '../support/rig/find.ts';
import {
  type Answer,
  answerOf,
  SCRIPT,
  startUpdateHost,
  type UpdateHost,
} from '../support/rig/update-host.ts';
import { holdDpkg, OWN_SETTING, SETTINGS, type UpdateScene, updateScene } from './update-scene.ts';

const rig = findRig();

describe.skipIf(isLackingRig(rig))('updates of a real apt', () => {
  let scene: UpdateScene;

  beforeAll(async () => {
    scene = await updateScene(rig as Rig);
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  test('a look says what there is to update, and changes no package', async () => {
    await using here = await startUpdateHost(scene.layers);
    const security = await here.script('check --step a-1');
    expect(facts(security)).toEqual({ result: 'ok', packages: 'unchanged', updates: '3', security: '2' });
    expect(security.lines.get('package')).toEqual(['kt-conf 1.0 2.0', 'kt-new - 1.0', 'kt-lib 1.0 2.0']);
    expect(security.get('platform')).toMatch(/^(debian|ubuntu)-[\d.]+$/);
    expect(security.lines.has('end')).toBe(true);
    const all = await here.script('check --step a-2 --scope all');
    expect(facts(all)).toEqual({ result: 'ok', packages: 'unchanged', updates: '4', security: '2' });
    expect(await versions(here)).toEqual(OLD);
    expect(all.get('digest')).toBe(security.get('digest'));
  });

  test('security alone leaves other packages as they are; changed settings stay', async () => {
    await using here = await startUpdateHost(scene.layers);
    const before = await here.script('health --step a-1');
    const patch = await here.script('patch --step a-2');
    expect(patch).toMatchObject({ status: 0, stderr: '' });
    expect(facts(patch)).toEqual({ result: 'ok', packages: 'changed', updates: '0', security: '0' });
    expect(patch.lines.get('package')).toEqual(['kt-conf 1.0 2.0', 'kt-lib 1.0 2.0', 'kt-new - 1.0']);
    expect(await versions(here)).toEqual(NEW);
    expect(patch.get('digest')).not.toBe(before.get('digest'));
    expect(await here.host.get(`cat ${SETTINGS}`)).toBe(`version=1.0\n${OWN_SETTING}`);
    expect(await here.host.get('stat -c %a /var/log/kmscrypt-auto-update.log')).toBe('600');
    const after = await here.script('check --step a-3');
    expect(facts(after)).toEqual({ result: 'nothing', packages: 'unchanged', updates: '0', security: '0' });
    expect(await here.script('patch --step a-4')).toMatchObject({ status: 0 });
    expect((await here.script('patch --step a-5')).get('result')).toBe('nothing');
  });

  test('all packages', async () => {
    await using here = await startUpdateHost(scene.layers);
    const patch = await here.script('patch --step a-1 --scope all');
    expect(facts(patch)).toEqual({ result: 'ok', packages: 'changed', updates: '0', security: '0' });
    expect(await versions(here)).toEqual({ ...NEW, 'kt-plain': '2.0' });
  });

  test('a step that was done is not done again, but says what it said', async () => {
    await using here = await startUpdateHost(scene.layers);
    const first = await here.script('patch --step a-1');
    await here.host.get('dpkg -i --force-downgrade /srv/stable/pool/kt-lib_1.0_all.deb');
    const again = await here.script('patch --step a-1');
    expect(again.stdout).toBe(first.stdout);
    expect(await here.version('kt-lib')).toBe('1.0');
    const other = await here.script('patch --step a-2');
    expect(other.lines.get('package')).toEqual(['kt-lib 1.0 2.0']);
    const wrong = await here.script('check --step a-2');
    expect(wrong.get('result')).toBe('refused');
  });

  test('what the host says of a package by name holds, but brings nothing that is not of security', async () => {
    await using here = await startUpdateHost(scene.layers);
    await here.host.put(
      '/etc/apt/preferences.d/own',
      'Package: kt-lib\nPin: version 1.0\nPin-Priority: 1001\n\nPackage: kt-plain\nPin: release a=stable\nPin-Priority: 900\n',
    );
    expect(facts(await here.script('patch --step a-1')).result).toBe('ok');
    expect(await versions(here)).toEqual({
      'kt-lib': '1.0',
      'kt-conf': '2.0',
      'kt-plain': '1.0',
      'kt-new': '',
    });
  });

  test('a package that is held stays, and is told', async () => {
    await using here = await startUpdateHost(scene.layers);
    await here.host.get('apt-mark hold kt-lib');
    const patch = await here.script('patch --step a-1');
    expect(facts(patch).result).toBe('ok');
    expect(patch.get('problem')).toContain('kt-lib');
    expect(patch.get('health')).toBe('ok');
    expect(await here.version('kt-lib')).toBe('1.0');
  });

  test.each([
    ['unpacked, not configured', 'dpkg --unpack /srv/stable/pool/kt-plain_2.0_all.deb'],
    [
      'half installed, so that it has to be unpacked anew',
      `sed -i '/^Package: kt-plain$/,/^$/ s/^Status: .*/Status: install reinstreq half-installed/' /var/lib/dpkg/status`,
    ],
    ['a list of files is lost', 'rm /var/lib/dpkg/info/kt-plain.list'],
  ])('what an interrupted run has left is repaired: %s', async (_name, damage) => {
    await using here = await startUpdateHost(scene.layers);
    await here.host.get(damage);
    const check = await here.script('check --step a-1');
    expect(check.get('packages')).toBe('broken');
    expect(Number(check.get('updates'))).toBeGreaterThan(0);
    expect(check.get('health')).toBe('bad');
    const patch = await here.script('patch --step a-2');
    expect(facts(patch)).toEqual({ result: 'ok', packages: 'changed', updates: '0', security: '0' });
    expect(patch.get('health')).toBe('ok');
    expect(await here.host.get('dpkg --audit')).toBe('');
    expect(await here.version('kt-plain')).not.toBe('');
  });

  test.each([
    [
      'an upgrade to what needs another one that is not of security',
      'dpkg -i /srv/stable/pool/kt-base_1.0_all.deb && dpkg --unpack /srv/stable/pool/kt-app_2.0_all.deb',
    ],
    [
      'a package whose version is in no archive any more',
      `dpkg -i /srv/stable/pool/kt-base_2.0_all.deb /srv/stable/pool/kt-app_2.0_all.deb &&
        sed -i '/^Package: kt-app$/,/^$/ { s/^Status: .*/Status: install reinstreq half-installed/; s/^Version: .*/Version: 1.0/ }' /var/lib/dpkg/status`,
    ],
  ])('what others began and was cut off is finished as they began it: %s', async (_name, damage) => {
    await using here = await startUpdateHost(scene.layers);
    await here.host.get(damage);
    expect((await here.script('check --step a-1')).get('packages')).toBe('broken');
    const patch = await here.script('patch --step a-2');
    expect(facts(patch)).toEqual({ result: 'ok', packages: 'changed', updates: '0', security: '0' });
    expect(patch.get('health')).toBe('ok');
    expect(patch.get('problem')).toContain('not of security');
    expect(await here.host.get('dpkg --audit')).toBe('');
    expect([await here.version('kt-app'), await here.version('kt-base')]).toEqual(['2.0', '2.0']);
    expect(await versions(here)).toEqual(NEW);
  });

  test('while another has the lock it is waited for, then refused, and nothing is changed', async () => {
    await using here = await startUpdateHost(scene.layers);
    const release = await holdDpkg(here.host);
    const refused = await here.script('patch --step a-1 --timeout 12');
    expect(refused.status).toBe(3);
    expect(facts(refused)).toMatchObject({ result: 'refused', packages: 'unchanged' });
    expect(await versions(here)).toEqual(OLD);
    const later = here.script('patch --step a-1 --timeout 2400');
    await here.host.get('sleep 3');
    release();
    expect(facts(await later)).toMatchObject({ result: 'ok', packages: 'changed' });
  });

  test('of two runs the other waits, then says that the same step runs, or that another does', async () => {
    await using here = await startUpdateHost(scene.layers);
    const release = await holdDpkg(here.host);
    const first = here.script('patch --step a-1 --timeout 2400');
    await here.host.get(
      'until grep -q . /var/lib/kmscrypt-auto-update/running; do sleep 0.1; done 2>/dev/null',
    );
    expect(facts(await here.script('patch --step a-1 --timeout 12'))).toMatchObject({ result: 'running' });
    const other = await here.script('patch --step a-2 --timeout 12');
    expect(facts(other)).toMatchObject({ result: 'refused', packages: 'unchanged' });
    expect(other.get('problem')).toContain('a-1');
    release();
    const { stdout } = await first;
    expect((await here.script('patch --step a-1')).stdout).toBe(stdout);
  });

  test('a full disk is seen before anything is changed', async () => {
    await using here = await startUpdateHost(scene.layers);
    await here.host.get(
      'mount -t tmpfs -o size=60m tmpfs /mnt && cp -a /var/. /mnt && mount --move /mnt /var',
    );
    const refused = await here.script('patch --step a-1');
    expect(refused.status).toBe(3);
    expect(facts(refused)).toMatchObject({ result: 'refused', packages: 'unchanged' });
    expect(refused.get('problem')).toContain('/var');
    await here.host.run('dd if=/dev/zero of=/var/fill bs=1M');
    const full = await here.script('patch --step a-1');
    expect(full.get('result')).toBe('refused');
    expect(full.get('health')).toBe('bad');
    expect(await versions(here)).toEqual(OLD);
    await here.host.get('rm /var/fill && mount -o remount,size=600m /var');
    expect(facts(await here.script('patch --step a-1'))).toMatchObject({
      result: 'ok',
      packages: 'changed',
    });
  });

  test('an archive that cannot be read is a failure where it may hide updates of security', async () => {
    await using here = await startUpdateHost(scene.layers);
    await here.host.get('mv /srv/stable /srv/away');
    const lessened = await here.script('check --step a-1');
    expect(lessened.get('result')).toBe('failed');
    expect(lessened.get('problem')).toContain('stable');
    await here.host.get('mv /srv/away /srv/stable; mv /srv/stable-security /srv/away');
    expect(facts(await here.script('patch --step a-2'))).toMatchObject({
      result: 'failed',
      packages: 'unchanged',
    });
    expect(await versions(here)).toEqual(OLD);
  });

  test('a pin that this apt cannot keep is told, and what is newest is taken', async () => {
    await using here = await startUpdateHost(scene.layers);
    const patch = await here.script('patch --step a-1 --pin snapshot:20261122T020000Z');
    expect(facts(patch).result).toBe('ok');
    expect(patch.get('pin')).toBe('none');
    expect(patch.get('problem')).toContain('snapshot');
  });

  test('the document does it, and answers within what SSM keeps', async () => {
    await using here = await startUpdateHost(scene.layers);
    const document = documentOf(hostScript());
    const parameters = { Step: 'web-20261122T020000Z-patching-1', Action: 'patch', Timeout: '600' };
    const outcome = await runDocument({ host: here.host, env: {} }, parameters, document);
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    const answer = answerOf(outcome);
    expect(answer.get('step')).toBe(parameters.Step);
    expect(facts(answer).result).toBe('ok');
    expect(outcome.stdout.length).toBeLessThanOrEqual(2_300);
    expect(await versions(here)).toEqual(NEW);
    expect(
      await here.host.get('ls -A /run/kmscrypt-auto-update /run/kmscrypt-auto-update.* 2>/dev/null || :'),
    ).toBe('/run/kmscrypt-auto-update:');
  });

  test('a program of the host that a package starts does not keep the lock', async () => {
    await using here = await startUpdateHost(scene.layers);
    await here.host.put('/etc/apt/apt.conf.d/99own', 'DPkg::Post-Invoke { "sleep 300 & "; };\n');
    expect(facts(await here.script('patch --step a-1')).result).toBe('ok');
    expect(facts(await here.script('patch --step a-2 --timeout 12')).result).toBe('nothing');
    expect(await here.host.get('umask 022; ls -ld /var/lib/kt | cut -c 1-10')).toBe('drwxr-xr-x');
  });

  test('records of steps do not pile up', async () => {
    await using here = await startUpdateHost(scene.layers);
    await here.host.get(
      'mkdir -p /var/lib/kmscrypt-auto-update/steps && cd /var/lib/kmscrypt-auto-update/steps && for n in $(seq 300); do : >"old-$n"; done && touch -d yesterday old-*',
    );
    await here.script('health --step a-1');
    expect(await here.host.get('ls /var/lib/kmscrypt-auto-update/steps | wc -l')).toBe('200');
    expect(await here.host.get('ls /var/lib/kmscrypt-auto-update/steps/a-1')).not.toBe('');
    expect(await here.host.get(`sh ${SCRIPT} status`)).toContain('step a-1');
  });
});

const OLD = { 'kt-lib': '1.0', 'kt-conf': '1.0', 'kt-plain': '1.0', 'kt-new': '' };
const NEW = { 'kt-lib': '2.0', 'kt-conf': '2.0', 'kt-plain': '1.0', 'kt-new': '1.0' };

async function versions(here: UpdateHost): Promise<Readonly<Record<string, string>>> {
  const names = Object.keys(OLD);
  const each = await Promise.all(names.map((name) => here.version(name)));
  return Object.fromEntries(names.map((name, index) => [name, each[index] ?? '']));
}

interface Facts {
  readonly result: string;
  readonly packages: string;
  readonly updates: string;
  readonly security: string;
}

function facts({ get }: Pick<Answer, 'get'>): Facts {
  return {
    result: get('result'),
    packages: get('packages'),
    updates: get('updates'),
    security: get('security'),
  };
}
