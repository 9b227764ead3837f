import {
  buildClient,
  CommitmentPolicy,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier,
} from '@aws-crypto/client-node';
import { formatToken, parseLocalKey, parseToken } from '@kmscrypt/core';

const { encrypt: encryptCommitting } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
const { encrypt: encryptFormat1 } = buildClient(CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT);

/** What the Encryption SDK itself is to make of a message, where that is not what kmscrypt writes. */
export interface MessageOptions {
  /** Format 2 for the committing suites 0x0478 and 0x0578, else format 1. Default: 0x0478. */
  readonly suiteId?: number;
  readonly frameLength?: number;
  readonly context?: Record<string, string>;
  /** Whose name stands in the message; default: that of `localKey`. */
  readonly keyName?: string;
}

/** A message token made by the Encryption SDK's own encrypt. */
export async function sdkToken(
  localKey: string,
  plaintext: string | Uint8Array,
  options: MessageOptions = {},
): Promise<string> {
  const { material, fingerprint } = parseLocalKey(localKey, 'vectors');
  const { suiteId = 0x0478, frameLength = 4096, context = {}, keyName = fingerprint } = options;
  const keyring = new RawAesKeyringNode({
    keyNamespace: 'kmscrypt',
    keyName,
    unencryptedMasterKey: Uint8Array.from(material),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  });
  const encrypt = suiteId === 0x0478 || suiteId === 0x0578 ? encryptCommitting : encryptFormat1;
  const { result } = await encrypt(keyring, Buffer.from(plaintext), {
    suiteId,
    frameLength,
    encryptionContext: context,
  });
  return formatToken({ kind: 'message', bytes: result });
}

/** A message of one wrapped key, in the parts of its format: AWS Encryption SDK message format reference, version 2. */
export interface MessageParts {
  /** Version, suite and message id. */
  readonly start: Buffer;
  readonly context: Buffer;
  /** The one wrapped key, without the count before it. */
  readonly key: Buffer;
  readonly contentType: Buffer;
  readonly frameLength: Buffer;
  readonly commitment: Buffer;
  readonly headerTag: Buffer;
  readonly frames: readonly Buffer[];
}

export function takeApart(token: string): MessageParts {
  const bytes = Buffer.from(parseToken(token).bytes);
  let at = 0;
  const take = (length: number): Buffer => bytes.subarray(at, (at += length));
  const start = take(1 + 2 + 32);
  const context = take(2 + bytes.readUInt16BE(at));
  take(2);
  const keyStart = at;
  for (let field = 0; field < 3; field += 1) take(2 + bytes.readUInt16BE(at));
  const key = bytes.subarray(keyStart, at);
  const [contentType, frameLength, commitment, headerTag] = [take(1), take(4), take(32), take(16)];
  const frames: Buffer[] = [];
  while (at < bytes.length) {
    const isFinal = bytes.readUInt32BE(at) === 0xffff_ffff;
    const length = isFinal
      ? 4 + 4 + 12 + 4 + bytes.readUInt32BE(at + 20) + 16
      : 4 + 12 + frameLength.readUInt32BE() + 16;
    frames.push(take(length));
  }
  return { start, context, key, contentType, frameLength, commitment, headerTag, frames };
}

export function putTogether(
  parts: MessageParts,
  keys: readonly Buffer[] = [parts.key],
  rest = Buffer.alloc(0),
): string {
  const { start, context, contentType, frameLength, commitment, headerTag, frames } = parts;
  const count = Buffer.alloc(2);
  count.writeUInt16BE(keys.length);
  const header = [start, context, count, ...keys, contentType, frameLength, commitment, headerTag];
  return formatToken({ kind: 'message', bytes: Buffer.concat([...header, ...frames, rest]) });
}

/** The same bytes with the lowest bit of one of them flipped; a negative index counts from the end. */
export function flip(bytes: Buffer, index: number): Buffer {
  const flipped = Buffer.from(bytes);
  const at = index < 0 ? bytes.length + index : index;
  flipped[at] = (flipped[at] ?? 0) ^ 1;
  return flipped;
}
