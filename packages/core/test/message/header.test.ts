import {
  AlgorithmSuiteIdentifier,
  buildClient,
  CommitmentPolicy,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier,
} from '@aws-crypto/client-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { encryptValue } from '../../src/encrypt.ts';
import { readHeader } from '../../src/message/header.ts';
import { parseToken } from '../../src/token.ts';
import { LOCAL } from '../support/keys.ts';

const CONTENT_TYPE_OFFSET = -(1 + 4 + 32);

/** Our own message, with its header at hand. */
let bytes = Buffer.alloc(0);
let headerLength = 0;
beforeAll(async () => {
  bytes = Buffer.from(parseToken(await encryptValue('x', { ...LOCAL, context: { b: '2', a: '1' } })).bytes);
  headerLength = readHeader(bytes).info.headerLength;
});

const keyring = (): RawAesKeyringNode =>
  new RawAesKeyringNode({
    keyNamespace: 'kmscrypt',
    keyName: 'test',
    unencryptedMasterKey: new Uint8Array(32),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  });

it('reads context, keys and suite of a message', () => {
  const { context, encryptedDataKeys, info } = readHeader(bytes);
  expect({ ...context }).toEqual({ a: '1', b: '2' });
  expect(encryptedDataKeys).toMatchObject([{ providerId: 'kmscrypt' }]);
  expect(info.algorithmSuite.id).toBe(0x0478);
  expect(info.messageHeader.frameLength).toBe(4096);
});

it('reads a message that is a view into other memory', () => {
  const memory = Buffer.concat([Buffer.alloc(13, 0xff), bytes, Buffer.alloc(13, 0xff)]);
  expect(readHeader(memory.subarray(13, -13)).envelope).toBe(readHeader(bytes).envelope);
});

describe('another algorithm suite is refused:', () => {
  it.each([
    [
      '0x0578, which signs',
      AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY_ECDSA_P384,
    ],
    [
      '0x0378, which does not commit',
      AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384,
    ],
    ['0x0178', AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA256],
    ['0x0014, without key derivation', AlgorithmSuiteIdentifier.ALG_AES128_GCM_IV12_TAG16],
  ])('%s', async (_name, suiteId) => {
    const commits =
      suiteId === AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY_ECDSA_P384;
    const { encrypt } = buildClient(
      commits
        ? CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT
        : CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT,
    );
    const { result } = await encrypt(keyring(), 'x', { suiteId });
    expect(() => readHeader(result)).toThrow(expect.objectContaining({ code: 'INVALID_MESSAGE' }));
  });
});

describe('refused:', () => {
  it.each<[name: string, change: () => Uint8Array]>([
    ['nothing', () => new Uint8Array()],
    ['a version from the future', () => changed(0, 3)],
    ['version 1', () => changed(0, 1)],
    ['an unknown suite', () => changed(2, 0x79)],
    ['not framed', () => changed(headerLength + CONTENT_TYPE_OFFSET, 1)],
    ['a content type that there is not', () => changed(headerLength + CONTENT_TYPE_OFFSET, 9)],
    ['frames of no length', () => changed(headerLength + CONTENT_TYPE_OFFSET + 3, 0)],
    ['a header without its tag', () => bytes.subarray(0, headerLength + 15)],
  ])('%s', (_name, change) => {
    expect(() => readHeader(change())).toThrow(expect.objectContaining({ code: 'INVALID_MESSAGE' }));
  });

  it('more than 16 keys, whatever they are', () => {
    expect(readHeader(withKeys(16)).encryptedDataKeys).toHaveLength(16);
    for (const count of [17, 0xffff]) {
      expect(() => readHeader(withKeys(count))).toThrow(expect.objectContaining({ code: 'INVALID_MESSAGE' }));
    }
  });
});

function changed(offset: number, value: number): Uint8Array {
  const copy = Buffer.from(bytes);
  copy[offset] = value;
  return copy;
}

/** The message with its one wrapped data key `count` times. */
function withKeys(count: number): Uint8Array {
  const context = 2 + bytes.readUInt16BE(35);
  const start = 35 + context;
  const key = bytes.subarray(start + 2, headerLength + CONTENT_TYPE_OFFSET);
  const number = Buffer.alloc(2);
  number.writeUInt16BE(count);
  const keys = Array.from({ length: count }, () => key);
  return Buffer.concat([bytes.subarray(0, start), number, ...keys, bytes.subarray(start + 2 + key.length)]);
}
