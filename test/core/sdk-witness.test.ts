import {
  buildClient,
  CommitmentPolicy,
  KmsKeyringNode,
  MultiKeyringNode,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier,
} from '@aws-crypto/client-node';
import {
  decryptValue,
  encryptValue,
  encryptValues,
  formatToken,
  generateLocalKey,
  parseToken,
} from '@kmscrypt/core';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createKey } from '../support/kms-at.ts';
import { useEndpoint } from './use-endpoint.ts';

// The Encryption SDK's own high-level API, with its own KMS client, reads what we write and writes what we read.
const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
const moto = inject('endpoint');
const suiteId = 0x0478;
const local = generateLocalKey();
const localKey = () => local;

function rawKeyring(): RawAesKeyringNode {
  return new RawAesKeyringNode({
    keyNamespace: 'kmscrypt',
    keyName: local.fingerprint,
    unencryptedMasterKey: Uint8Array.from(local.material),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  });
}

describe.skipIf(!moto)('messages under KMS keys', () => {
  let key = '';
  let euKey = '';
  beforeAll(async () => {
    key = await createKey(moto);
    euKey = await createKey(moto, undefined, 'eu-west-1');
  });
  beforeEach(() => useEndpoint(moto));

  it.each([0, 1, 4096, 4097, 10_000])('of %i bytes: the SDK opens ours', async (size) => {
    const plaintext = Buffer.alloc(size, 0xc3);
    const token = await encryptValue(plaintext, { keyIds: [key], envelope: true, context: { app: 'web' } });
    const opened = await decrypt(new KmsKeyringNode({ keyIds: [key] }), parseToken(token).bytes);
    expect(opened.plaintext.equals(plaintext)).toBe(true);
    expect({ ...opened.messageHeader.encryptionContext }).toEqual({ app: 'web' });
  });

  it('all of an envelope: the SDK opens ours', async () => {
    const tokens = await encryptValues(['a', 'b'], { keyIds: [key], envelope: true });
    const keyring = new KmsKeyringNode({ discovery: true });
    const opened = await Promise.all(tokens.map((token) => decrypt(keyring, parseToken(token).bytes)));
    expect(opened.map(({ plaintext }) => plaintext.toString())).toEqual(['a', 'b']);
  });

  it('under two keys and the local one: the SDK opens ours by any', async () => {
    const token = await encryptValue('secret', { keyIds: [key, euKey, 'local'], localKey });
    const keyrings = [
      new KmsKeyringNode({ keyIds: [key] }),
      new KmsKeyringNode({ keyIds: [euKey] }),
      rawKeyring(),
    ];
    for (const keyring of keyrings) {
      const { plaintext } = await decrypt(keyring, parseToken(token).bytes);
      expect(plaintext.toString()).toBe('secret');
    }
  });

  it.each([1, 16, 4096])('of frame length %i: we open the SDK’s', async (frameLength) => {
    const encryptionContext = { app: 'web', ключ: '値' };
    for (const size of [0, 1, 16, 17, 4096, 5000]) {
      const plaintext = Buffer.alloc(size, 0xc3);
      const keyring = new KmsKeyringNode({ generatorKeyId: key });
      const { result } = await encrypt(keyring, plaintext, { suiteId, frameLength, encryptionContext });
      const token = formatToken({ kind: 'message', bytes: result });
      expect(plaintext.equals(await decryptValue(token, { context: encryptionContext }))).toBe(true);
    }
  });

  it('under two keys and the local one: we open the SDK’s', async () => {
    const kms = new KmsKeyringNode({ generatorKeyId: euKey, keyIds: [key] });
    const keyring = new MultiKeyringNode({ generator: kms, children: [rawKeyring()] });
    const { result } = await encrypt(keyring, 'secret', { suiteId });
    const token = formatToken({ kind: 'message', bytes: result });
    const refuse = () => generateLocalKey();
    for (const options of [{ localKey }, { localKey: refuse }, { localKey: refuse, region: 'eu-west-1' }]) {
      expect(Buffer.from(await decryptValue(token, options)).toString()).toBe('secret');
    }
  });
});
