import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, inject, it } from 'vitest';
import { callKms } from './support/kms-at.ts';

const moto = inject('endpoint');

// One that was given is as it is.
describe.skipIf(!moto || process.env['KMSCRYPT_TEST_ENDPOINT'])('moto', () => {
  it('answers one request after another', async () => {
    const answered: string[] = [];
    const slow = callKms(moto, 'CreateKey', { KeyUsage: 'SIGN_VERIFY', KeySpec: 'RSA_4096' });
    const first = slow.then(() => answered.push('RSA_4096'));
    await delay(30);
    const second = callKms(moto, 'ListAliases', {}).then(() => answered.push('aliases'));
    await Promise.all([first, second]);
    expect(answered).toEqual(['RSA_4096', 'aliases']);
  });
});
