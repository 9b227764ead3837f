import { type EncryptedDataKey, NodeAlgorithmSuite } from '@aws-crypto/material-management-node';
import { ContentType, deserializeFactory, type HeaderInfo } from '@aws-crypto/serialize';
import { KmscryptError } from '../error.ts';
import type { EncryptionContext } from '../kms.ts';
import { MAX_KEYS } from './limits.ts';
import { SUITE_ID } from './suite.ts';

/** The header of an Encryption SDK message as parsed; nothing in it is authenticated yet. */
export interface Message {
  readonly bytes: Uint8Array;
  readonly info: HeaderInfo;
  readonly context: EncryptionContext;
  readonly encryptedDataKeys: readonly EncryptedDataKey[];
  /** Equal for messages that are under the same wrapped data key and context. */
  readonly envelope: string;
}

const { deserializeMessageHeader } = deserializeFactory(
  // Lossy, as in the SDK: a raw keyring writes bytes that are not text behind its key's name.
  (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'),
  NodeAlgorithmSuite,
);

/**
 * Reads the header of a message.
 *
 * @throws KmscryptError `INVALID_MESSAGE` where it is none of format 2 with the suite 0x0478.
 */
export function readHeader(bytes: Uint8Array): Message {
  const info = deserialize(bytes);
  const { messageHeader, algorithmSuite } = info;
  if (algorithmSuite.id !== SUITE_ID) {
    const suite = `0x${algorithmSuite.id.toString(16).padStart(4, '0')}`;
    throw new KmscryptError(
      'INVALID_MESSAGE',
      `the token's message is of suite ${suite}, only 0x0478 is read`,
    );
  }
  if (messageHeader.contentType !== ContentType.FRAMED_DATA || messageHeader.frameLength === 0) {
    throw new KmscryptError('INVALID_MESSAGE', "the token's message is not framed");
  }
  const context = messageHeader.encryptionContext;
  const { encryptedDataKeys } = messageHeader;
  return { bytes, info, context, encryptedDataKeys, envelope: envelopeOf(info) };
}

function deserialize(bytes: Uint8Array): HeaderInfo {
  const invalid = (reason: string, cause?: unknown): KmscryptError =>
    new KmscryptError('INVALID_MESSAGE', `the token holds no whole Encryption SDK message: ${reason}`, {
      cause,
    });
  try {
    const info = deserializeMessageHeader(bytes, { maxEncryptedDataKeys: MAX_KEYS });
    if (info === false) throw invalid('its header is cut');
    return info;
  } catch (cause) {
    if (cause instanceof KmscryptError) throw cause;
    throw invalid(`its header cannot be read (${cause instanceof Error ? cause.message : 'unknown'})`, cause);
  }
}

/** Version, suite and message id; what follows up to the content type decides the data key. */
const FIXED_START = 1 + 2 + 32;
/** Content type, frame length and key commitment. */
const FIXED_END = 1 + 4 + 32;

/** Context and wrapped keys, byte for byte: the context too is bound to the data key. */
function envelopeOf({ rawHeader }: HeaderInfo): string {
  const { buffer, byteOffset, byteLength } = rawHeader;
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1', FIXED_START, byteLength - FIXED_END);
}
