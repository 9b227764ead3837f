import { describe, expect, it } from 'vitest';
import { decryptText } from '../src/decrypt.ts';
import { encryptValues } from '../src/encrypt.ts';
import { KmscryptError } from '../src/error.ts';
import { LOCAL } from './support/keys.ts';
import { arnOf, memoryKms } from './support/memory-kms.ts';

const KEY = arnOf('one');
const values = Array.from({ length: 20 }, String);

/** A KMS whose calls last until the signal ends them; the fourth makes that happen. */
function endless(ending: AbortController) {
  const kms = memoryKms(({ signal }) => {
    if (kms.calls.length === 4) setTimeout(() => ending.abort(), 1);
    return new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new KmscryptError('ABORTED', 'ended')));
    });
  });
  return kms;
}

describe('a signal ends', () => {
  it('encryption, and no further call is made', async () => {
    const ending = new AbortController();
    const kms = endless(ending);
    const run = encryptValues(values, { keyIds: [KEY], kms, concurrency: 4, signal: ending.signal });
    await expect(run).rejects.toMatchObject({ code: 'ABORTED' });
    expect(kms.calls).toHaveLength(4);
  });

  it('decryption, and no further call is made', async () => {
    const ending = new AbortController();
    const kms = endless(ending);
    const tokens = await encryptValues(values, { keyIds: [KEY], kms: memoryKms() });
    const run = decryptText(tokens.join('\n'), { kms, concurrency: 4, signal: ending.signal });
    await expect(run).rejects.toMatchObject({ code: 'ABORTED' });
    expect(kms.calls).toHaveLength(4);
  });
});

describe('a signal that has ended already', () => {
  const signal = AbortSignal.abort(new Error('why'));
  const made = { code: 'ABORTED', cause: { message: 'why' } };

  it('allows no call', async () => {
    const kms = memoryKms();
    const tokens = await encryptValues(values, { keyIds: [KEY], kms: memoryKms() });
    await expect(encryptValues(values, { keyIds: [KEY], kms, signal })).rejects.toMatchObject(made);
    await expect(decryptText(tokens.join('\n'), { kms, signal })).rejects.toMatchObject(made);
    expect(kms.calls).toEqual([]);
  });

  it('allows nothing with the local key either', async () => {
    const tokens = await encryptValues(values, LOCAL);
    await expect(encryptValues(values, { ...LOCAL, signal })).rejects.toMatchObject(made);
    await expect(decryptText(tokens.join('\n'), { ...LOCAL, signal })).rejects.toMatchObject(made);
  });

  it('lets a text without tokens pass', async () => {
    expect(await decryptText('a', { signal })).toBe('a');
  });
});
