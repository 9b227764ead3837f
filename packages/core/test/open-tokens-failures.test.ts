import { describe, expect, it } from 'vitest';
import { decryptText } from '../src/decrypt.ts';
import { encryptValue, encryptValues } from '../src/encrypt.ts';
import { KmscryptError, type KmscryptErrorCode } from '../src/error.ts';
import { openTokens } from '../src/open-tokens.ts';
import { keyNamed, LOCAL } from './support/keys.ts';
import { arnOf, memoryKms } from './support/memory-kms.ts';

const KEY = arnOf('one');
const maker = memoryKms();
const blobs = (count: number): Promise<string[]> =>
  encryptValues(Array.from({ length: count }, String), { keyIds: [KEY], kms: maker });
const failing = (code: KmscryptErrorCode, from = 1) => {
  const kms = memoryKms(() => {
    if (kms.calls.length >= from) throw new KmscryptError(code, `call ${kms.calls.length}`);
  });
  return kms;
};

describe('what concerns the whole run ends it', () => {
  it.each<[KmscryptErrorCode]>([
    ['REGION_MISSING'],
    ['CREDENTIALS_MISSING'],
    ['CREDENTIALS_EXPIRED'],
    ['CREDENTIALS_REFUSED'],
    ['CLOCK_SKEW'],
    ['THROTTLED'],
    ['TIMEOUT'],
    ['NETWORK'],
    ['KMS_FAILED'],
    ['ABORTED'],
  ])('%s', async (code) => {
    const kms = failing(code, 3);
    const opening = openTokens(new Set(await blobs(20)), { kms, concurrency: 1 });
    await expect(opening).rejects.toMatchObject({ code, message: 'call 3' });
    expect(kms.calls).toHaveLength(3);
  });

  it('and the calls that are under way', async () => {
    const kms = memoryKms(async ({ signal }) => {
      if (kms.calls.length === 8) throw new KmscryptError('NETWORK', 'gone');
      await new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new KmscryptError('ABORTED', 'ended')));
      });
    });
    const opening = openTokens(new Set(await blobs(20)), { kms, concurrency: 8 });
    await expect(opening).rejects.toMatchObject({ code: 'NETWORK' });
    expect(kms.calls).toHaveLength(8);
    expect(kms.calls.every(({ signal }) => signal?.aborted)).toBe(true);
  });

  it('but a token that is broken in itself is told first', async () => {
    const { failures, plaintexts } = await openTokens(new Set(['kmscrypt::A', ...(await blobs(2))]), {
      kms: failing('NETWORK'),
    });
    expect([...failures.values()]).toMatchObject([{ code: 'INVALID_TOKEN' }]);
    expect(plaintexts.size).toBe(0);
  });
});

describe('what concerns one token leaves the others', () => {
  it.each<[KmscryptErrorCode]>([
    ['ACCESS_DENIED'],
    ['KEY_NOT_FOUND'],
    ['KEY_UNUSABLE'],
    ['CIPHERTEXT_REFUSED'],
  ])('%s', async (code) => {
    const [bad = '', ...good] = await blobs(3);
    const kms = memoryKms(() => {
      if (kms.calls.length === 1) throw new KmscryptError(code, 'the first');
    });
    const { plaintexts, failures } = await openTokens(new Set([bad, ...good]), { kms, concurrency: 1 });
    expect([...plaintexts.keys()]).toEqual(good);
    expect([...failures]).toMatchObject([[bad, { code }]]);
  });

  it('an envelope fails with every message under it', async () => {
    const tokens = await encryptValues(['a', 'b'], { keyIds: [KEY], kms: maker, envelope: true });
    const { failures } = await openTokens(new Set(tokens), { kms: failing('ACCESS_DENIED') });
    expect([...failures.keys()]).toEqual(tokens);
  });

  it('a bug is not taken for a bad token', async () => {
    const bug = new TypeError('a bug');
    const kms = memoryKms(() => {
      throw bug;
    });
    await expect(openTokens(new Set(await blobs(1)), { kms })).rejects.toBe(bug);
  });

  it('all of 10,000 tokens are looked at', async () => {
    const good = await encryptValue('x', LOCAL);
    const lines = Array.from({ length: 10_000 }, (_, line) => (line % 5000 === 42 ? 'kmscrypt::A' : good));
    await expect(decryptText(lines.join('\n'), LOCAL)).rejects.toMatchObject({
      code: 'SEVERAL',
      errors: [{ position: { line: 43, column: 1 } }, { position: { line: 5043, column: 1 } }],
    });
  });
});

describe('when no key opens a message', () => {
  it('the first failure gives the code, the message names all', async () => {
    const keyIds = [KEY, arnOf('two', 'eu-west-1')];
    const token = await encryptValue('x', { keyIds, kms: maker });
    const kms = memoryKms(({ region }) => {
      throw new KmscryptError(region === 'us-east-1' ? 'KEY_UNUSABLE' : 'ACCESS_DENIED', `in ${region}`);
    });
    const { failures } = await openTokens(new Set([token]), { kms });
    const message = expect.stringMatching(/in us-east-1.*in eu-west-1/);
    expect(failures.get(token)).toMatchObject({ code: 'KEY_UNUSABLE', message });
  });

  it('the failure of KMS is told before that of the local key', async () => {
    const localKey = () => keyNamed('one');
    const token = await encryptValue('x', { keyIds: ['local', KEY], kms: maker, localKey });
    const { failures } = await openTokens(new Set([token]), {
      kms: failing('ACCESS_DENIED'),
      localKey: () => keyNamed('another'),
    });
    expect(failures.get(token)).toMatchObject({ code: 'ACCESS_DENIED' });
  });

  it.each<[name: string, localKey: () => never | ReturnType<typeof keyNamed>, code: KmscryptErrorCode]>([
    ['another local key', () => keyNamed('another'), 'LOCAL_KEY_MISMATCH'],
    [
      'the local key is refused',
      () => {
        throw new KmscryptError('LOCAL_KEY_REFUSED', 'no');
      },
      'LOCAL_KEY_REFUSED',
    ],
  ])('%s', async (_name, localKey, code) => {
    const token = await encryptValue('x', LOCAL);
    const { failures } = await openTokens(new Set([token]), { localKey, kms: failing('NETWORK') });
    expect(failures.get(token)).toMatchObject({ code });
  });
});
