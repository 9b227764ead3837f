import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { callKms } from './support/kms-at.ts';
import { motoOfFile } from './support/moto/of-file.ts';

// One that was given is as it is.
describe.skipIf(!inject('endpoint') || process.env['KMSCRYPT_TEST_ENDPOINT'])('moto', () => {
  let moto: Awaited<ReturnType<typeof motoOfFile>>;
  beforeAll(async () => {
    // Nobody else asks this one: who waits has no order.
    moto = await motoOfFile();
  });
  afterAll(async () => moto?.stop());

  it('answers one request after another', async () => {
    const { endpoint = '' } = moto ?? {};
    await callKms(endpoint, 'ListAliases', {});
    const answered: string[] = [];
    const slow = callKms(endpoint, 'CreateKey', { KeyUsage: 'SIGN_VERIFY', KeySpec: 'RSA_4096' });
    const first = slow.then(() => answered.push('RSA_4096'));
    await delay(100);
    const second = callKms(endpoint, 'ListAliases', {}).then(() => answered.push('aliases'));
    await Promise.all([first, second]);
    expect(answered).toEqual(['RSA_4096', 'aliases']);
  });
});
