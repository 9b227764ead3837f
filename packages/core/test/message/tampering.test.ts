import { describe, expect, it } from 'vitest';
import { decryptValue } from '../../src/decrypt.ts';
import { type EncryptOptions, encryptValue } from '../../src/encrypt.ts';
import { KmscryptError, type KmscryptErrorCode } from '../../src/error.ts';
import type { DecryptOptions } from '../../src/decrypt-options.ts';
import { openTokens } from '../../src/open-tokens.ts';
import { formatToken, parseToken } from '../../src/token.ts';
import { LOCAL } from '../support/keys.ts';
import { arnOf, memoryKms } from '../support/memory-kms.ts';

/** What tampering may end in: an error of the token or of its key, never one of the run, and never a text. */
const ALLOWED: ReadonlySet<KmscryptErrorCode> = new Set<KmscryptErrorCode>([
  'INVALID_MESSAGE',
  'AUTHENTICATION_FAILED',
  'LOCAL_KEY_MISMATCH',
  'CIPHERTEXT_REFUSED',
]);
/** One bit of each byte, another one in every place; all eight in the soak. */
const BITS = process.env['KMSCRYPT_SOAK'] ? [0, 1, 2, 3, 4, 5, 6, 7] : [undefined];
const kms = memoryKms();

const MESSAGES: [name: string, plaintext: string, options: EncryptOptions & DecryptOptions][] = [
  ['under the local key', 'a secret', { ...LOCAL, context: { app: 'web' } }],
  ['without plaintext', '', LOCAL],
  ['under KMS keys', 'a secret', { keyIds: [arnOf('a'), arnOf('b', 'eu-west-1')], kms }],
  ['under both', 'a secret', { ...LOCAL, keyIds: ['local', arnOf('a')], kms }],
];

async function outcome(bytes: Uint8Array, options: DecryptOptions): Promise<string> {
  try {
    const plaintext = await decryptValue(formatToken({ kind: 'message', bytes }), {
      ...options,
      context: {},
    });
    return `opened: ${JSON.stringify(Buffer.from(plaintext).toString())}`;
  } catch (error) {
    if (!(error instanceof KmscryptError)) throw error;
    return ALLOWED.has(error.code) ? 'refused' : `refused with ${error.code}: ${error.message}`;
  }
}

describe.each(MESSAGES)('a message %s', (_name, plaintext, options) => {
  it('is refused with a bit flipped in any byte', async () => {
    const { bytes } = parseToken(await encryptValue(plaintext, options));
    expect(await outcome(bytes, options)).toBe(`opened: ${JSON.stringify(plaintext)}`);
    for (let index = 0; index < bytes.length; index += 1) {
      for (const bit of BITS) {
        const flipped = Uint8Array.from(bytes);
        flipped[index] = (flipped[index] ?? 0) ^ (1 << (bit ?? index % 8));
        expect({ index, bit, is: await outcome(flipped, options) }).toEqual({ index, bit, is: 'refused' });
      }
    }
  });

  it('is refused beside the message that it was made of, which opens', async () => {
    const good = await encryptValue(plaintext, options);
    const { kind, bytes } = parseToken(good);
    for (let index = 0; index < bytes.length; index += 1) {
      const flipped = Uint8Array.from(bytes);
      flipped[index] = (flipped[index] ?? 0) ^ 1;
      const bad = formatToken({ kind, bytes: flipped });
      // Both orders, as the first of an envelope is the one that is unwrapped.
      for (const tokens of [new Set([good, bad]), new Set([bad, good])]) {
        const { plaintexts, failures } = await openTokens(tokens, { ...options, context: {} });
        expect({ index, opened: [...plaintexts.keys()], failed: [...failures.keys()] }).toEqual({
          index,
          opened: [good],
          failed: [bad],
        });
      }
    }
  });

  it('is refused when cut anywhere', async () => {
    const { bytes } = parseToken(await encryptValue(plaintext, options));
    for (let length = 1; length < bytes.length; length += 1) {
      const is = await outcome(bytes.subarray(0, length), options);
      expect({ length, is }).toEqual({ length, is: 'refused' });
    }
  });

  it('is refused with anything behind it', async () => {
    const { bytes } = parseToken(await encryptValue(plaintext, options));
    for (const more of [Buffer.of(0), Buffer.alloc(16), bytes]) {
      expect(await outcome(Buffer.concat([bytes, more]), options)).toBe('refused');
    }
  });
});

it('a token cut anywhere is refused, as text too', async () => {
  const token = await encryptValue('a secret', LOCAL);
  for (let length = 'kmscrypt::v2::'.length + 1; length < token.length; length += 1) {
    const opening = decryptValue(token.slice(0, length), LOCAL);
    await expect(opening, String(length)).rejects.toMatchObject({
      code: expect.stringMatching(/^(INVALID_TOKEN|INVALID_MESSAGE|AUTHENTICATION_FAILED)$/),
    });
  }
});
