import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { NODE } from '../support/programs.ts';
import { findRig, isLackingRig } from '../support/rig/find.ts';
import { type KeyFleet, makeKeyFleet, TICK } from '../support/rig/key-fleet.ts';
import { makeKey } from '../support/rig/ssh-key.ts';
import { keyFolder } from './people.ts';
import { scene } from './scene.ts';

// From a key in IAM to a door, and back: the emulator's IAM, S3 and SSM, the built Lambda, the document, a real sshd and real logins.

const rig = findRig();
const endpoint = inject('endpoint');
const folder = keyFolder();
const BIN = join(import.meta.dirname, '../../packages/lambda/bin/kmscrypt-lambda.js');
/** The README's bound of what is ours in it, in milliseconds; a CI machine may be much slower than this one. */
const BOUND = 60_000;

function ask({ env }: KeyFleet, ...args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(NODE, [BIN, 'ssh-key-sync', ...args], {
    env: { PATH: process.env['PATH'], ...env },
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

/** An IAM that is down, until the test ends. */
async function brokenIam(): Promise<string> {
  const server = createServer((_request, response) => void response.writeHead(503).end());
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.skipIf(isLackingRig(rig) || endpoint === '')('from IAM to a door', () => {
  test('a key opens it, its deactivation closes it, and an outage closes nothing', async () => {
    await using here = await scene({ rig, endpoint, folder, isInstalled: false });
    const { sshd, host } = here;
    const fleet = await makeKeyFleet(here);
    const keys = {
      alice: makeKey(folder, 'rsa', 2048),
      bob: makeKey(folder, 'rsa', 4096),
      carol: makeKey(folder, 'ed25519'),
    };
    const names = { alice: 'alice@way.example.com', bob: '_bob.way', carol: 'carol.way' };
    await fleet.addUser(names.alice, 'ssh-users');
    const aliceKey = await fleet.upload(names.alice, keys.alice);
    await fleet.addUser(names.bob, 'ssh-sudo-users');
    await fleet.upload(names.bob, keys.bob);
    await fleet.putParameter(await fleet.addUser(names.carol, 'ssh-users'), keys.carol);

    expect(await sshd.login('alice', keys.alice)).toBeNull();
    const planned = ask(fleet, 'plan');
    expect(planned).toContain('GAINS ACCESS: 3 users');
    expect(planned).toMatch(/alice \(alice@way\.example\.com, .*\)\n {4}dev-app: login: in own:ssh-users/);
    expect(planned).toMatch(/bob_way \(_bob\.way, .*\)\n {4}dev-app: login, sudo: in own:ssh-sudo-users/);

    expect(await fleet.send(TICK)).toMatchObject({ status: 0 });
    expect(await sshd.login('alice', keys.alice, 'id -un; sudo -n id -u 2>/dev/null || echo no')).toBe(
      'alice\nno',
    );
    expect(await sshd.login('bob_way', keys.bob, 'sudo -n id -u')).toBe('0');
    expect(await sshd.login('carol_way', keys.carol)).toBe('carol_way');
    expect(await here.logInAdmin()).toBe('admin');
    expect(ask(fleet, 'explain', names.alice, 'dev-app')).toMatch(/^YES: alice may log in to dev-app/);

    const session = await sshd.openSession('bob_way', keys.bob);
    const keyOfBob = '/etc/ssh/authorized_keys.d/bob_way';
    const before = await host.get(`stat -c '%i %Y' ${keyOfBob}; cat ${keyOfBob}`);
    const event = await fleet.deactivate(names.alice, aliceKey);
    const began = performance.now();
    const told = await fleet.send(event);
    expect(await sshd.login('alice', keys.alice)).toBeNull();
    expect(performance.now() - began).toBeLessThan(BOUND);
    expect(told.log).toContainEqual(
      expect.objectContaining({ message: 'lost', name: names.alice, hostGroup: 'dev-app', what: 'login' }),
    );
    expect(await session.isOpen()).toBe(true);
    expect(await sshd.login('bob_way', keys.bob)).toBe('bob_way');
    expect(await host.get(`stat -c '%i %Y' ${keyOfBob}; cat ${keyOfBob}`)).toBe(before);
    // The Lambda has not looked at hosts since.
    expect(ask(fleet, 'explain', names.alice, 'dev-app')).toMatch(/^NOT YET: alice is to be locked out/);

    const manifest = await here.bucket.get('manifests/dev-app/current');
    const failing = await fleet.send(
      { kind: 'kmscrypt.ssh-keys.read' },
      { AWS_ENDPOINT_URL_IAM: await brokenIam() },
    );
    expect(failing.status).toBe(0);
    expect(failing.log).toContainEqual(expect.objectContaining({ message: 'a read has failed' }));
    const failures = failing.log.find((line) => '_aws' in line)?.['ReadFailures'];
    expect(failures).toBeGreaterThan(0);
    expect(await here.bucket.get('manifests/dev-app/current')).toBe(manifest);
    expect(await session.isOpen()).toBe(true);
    expect(await sshd.login('bob_way', keys.bob)).toBe('bob_way');
    expect(await sshd.login('carol_way', keys.carol)).toBe('carol_way');
    session.close();
  });
});
