import { watchConfig } from '@kmscrypt/config';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, inject, test } from 'vitest';
import { useEndpoint } from '../core/use-endpoint.ts';
import { callAws, createSecret } from '../support/aws-at.ts';
import { appFolder, runApp } from '../support/config-app.ts';
import { awsError, type Fault, faultKms } from '../support/fault-kms.ts';
import { awsEnv, callKms } from '../support/kms-at.ts';

const moto = inject('endpoint');
const TTL = 100;

function put(name: string, value: string): Promise<unknown> {
  return callAws(moto, ['secretsmanager', 'PutSecretValue'], { SecretId: name, SecretString: value });
}

describe.skipIf(!moto)('watchConfig', () => {
  test('follows a rotation', async () => {
    const name = `test/${randomUUID()}`;
    await createSecret(moto, name, 'first');
    useEndpoint(moto);
    using watcher = await watchConfig({ db: { password: `secretsmanager::${name}`, port: 1 } }, { ttl: TTL });
    const before = watcher.current;
    await put(name, 'second');
    const [change] = await once(watcher, 'change');
    expect(change).toMatchObject({ previous: before, config: watcher.current, paths: ['db.password'] });
    expect(watcher.current).toEqual({ db: { password: 'second', port: 1 } });
    await put(name, 'third');
    expect(await watcher.invalidate()).toEqual({ db: { password: 'third', port: 1 } });
  });

  test('serves the last good config while AWS is down, and says so once', async () => {
    const name = `test/${randomUUID()}`;
    await createSecret(moto, name, 'first');
    let fault: Fault = 'pass';
    using aws = await faultKms(() => fault, moto);
    useEndpoint(aws.endpoint);
    using watcher = await watchConfig({ password: `secretsmanager::${name}` }, { ttl: TTL });
    const events: string[] = [];
    for (const event of ['stale', 'fresh', 'change', 'expired'] as const) {
      watcher.on(event, () => events.push(event));
    }
    fault = awsError(400, 'AccessDeniedException');
    const [{ error }] = await once(watcher, 'stale');
    expect(error).toMatchObject({ code: 'ACCESS_DENIED', path: 'password' });
    await delay(3 * TTL);
    expect(watcher.current).toEqual({ password: 'first' });
    await expect(watcher.invalidate()).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    await put(name, 'second');
    fault = 'pass';
    await once(watcher, 'change');
    expect(events).toEqual(['stale', 'fresh', 'change']);
  });

  test('opens a token once, however often it refreshes', async () => {
    const { KeyMetadata: key } = await callKms(moto, 'CreateKey', {});
    const { CiphertextBlob: blob } = await callKms(moto, 'Encrypt', {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the answer of CreateKey
      KeyId: (key as { readonly KeyId: string }).KeyId,
      Plaintext: Buffer.from('hunter2').toString('base64'),
    });
    using aws = await faultKms(() => 'pass', moto);
    useEndpoint(aws.endpoint);
    using watcher = await watchConfig({ password: `kmscrypt::${String(blob)}` }, { ttl: TTL });
    await watcher.invalidate();
    expect(watcher.current).toEqual({ password: 'hunter2' });
    expect(aws.calls).toEqual(['Decrypt']);
  });

  test.each([
    ['between refreshes', 'pass'],
    ['while a refresh hangs', 'hang'],
  ] as const)('lets the process end %s', async (_, later) => {
    const name = `test/${randomUUID()}`;
    await createSecret(moto, name, 'first');
    using aws = await faultKms((call) => (call === 1 ? 'pass' : later), moto);
    const program = `
      import { watchConfig } from '@kmscrypt/config';
      const watcher = await watchConfig({ password: 'secretsmanager::${name}' }, { ttl: 50 });
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      console.log(watcher.current.password);`;
    const folder = appFolder({ 'app.mjs': program });
    const began = performance.now();
    const { stdout, status } = await runApp(folder, ['app.mjs'], { env: awsEnv(aws.endpoint) });
    expect({ stdout: stdout.toString(), status }).toEqual({ stdout: 'first\n', status: 0 });
    // A request that hangs would end after 10 s.
    expect(performance.now() - began).toBeLessThan(9_000);
    expect(aws.calls.length).toBeGreaterThan(1);
  });
});
