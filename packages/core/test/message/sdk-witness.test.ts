import {
  buildClient,
  CommitmentPolicy,
  MessageFormat,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier,
} from '@aws-crypto/client-node';
import { describe, expect, it } from 'vitest';
import { decryptValue } from '../../src/decrypt.ts';
import { encryptValue, encryptValues } from '../../src/encrypt.ts';
import { formatToken, parseToken } from '../../src/token.ts';
import { keyNamed, LOCAL } from '../support/keys.ts';

// The Encryption SDK's own high-level API as witness: what we write it reads, what it writes we read.
const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
const suiteId = 0x0478;

/** As docs/format.md describes the local key to other programs. */
function keyring(): RawAesKeyringNode {
  const { material, fingerprint } = keyNamed('one');
  return new RawAesKeyringNode({
    keyNamespace: 'kmscrypt',
    keyName: fingerprint,
    unencryptedMasterKey: Uint8Array.from(material),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  });
}

const SIZES = [0, 1, 15, 16, 17, 4095, 4096, 4097, 10_000];

describe('the SDK opens our messages', () => {
  it.each(SIZES)('%i bytes', async (size) => {
    const plaintext = Buffer.alloc(size, 0xc3);
    const token = await encryptValue(plaintext, { ...LOCAL, context: { app: 'web' } });
    const { plaintext: opened, messageHeader } = await decrypt(keyring(), parseToken(token).bytes);
    expect(opened.equals(plaintext)).toBe(true);
    expect({ ...messageHeader.encryptionContext }).toEqual({ app: 'web' });
    expect({ suite: messageHeader.suiteId, version: messageHeader.version }).toEqual({
      suite: suiteId,
      version: MessageFormat.V2,
    });
  });

  it('all of an envelope', async () => {
    const tokens = await encryptValues(['a', '', 'c'], LOCAL);
    const opened = await Promise.all(tokens.map((token) => decrypt(keyring(), parseToken(token).bytes)));
    expect(opened.map(({ plaintext }) => plaintext.toString())).toEqual(['a', '', 'c']);
  });
});

describe('we open the SDK’s messages', () => {
  const ROWS = [1, 16, 4096].flatMap((frameLength) =>
    SIZES.filter((size) => size / frameLength <= 5000).map((size): [number, number] => [frameLength, size]),
  );
  it.each(ROWS)('of frame length %i with %i bytes', async (frameLength, size) => {
    const plaintext = Buffer.alloc(size, 0xc3);
    const encryptionContext = { app: 'web', ключ: '値' };
    const { result } = await encrypt(keyring(), plaintext, { suiteId, frameLength, encryptionContext });
    const token = formatToken({ kind: 'message', bytes: result });
    const opened = await decryptValue(token, { ...LOCAL, context: encryptionContext });
    expect(plaintext.equals(opened)).toBe(true);
  });
});
