import { getDecryptionHelper, type NodeDecryptionMaterial } from '@aws-crypto/material-management-node';
import { aadFactory, type BodyHeader, decodeBodyHeader } from '@aws-crypto/serialize';
import { KmscryptError } from '../error.ts';
import type { Message } from './header.ts';

// The SDK's own `decrypt` runs every message through four streams and takes one materials request each. Its lower layers
// used here do the same in one pass over bytes that are in memory already, and let messages of one envelope share a
// material. Every cryptographic step is theirs; the order of the checks is that of the message format's specification
// (AWS Encryption SDK Specification, client-apis/decrypt.md).

const { messageAAD, messageAADContentString } = aadFactory((text) => Buffer.from(text, 'utf8'));

/**
 * Decrypts one message with the material of its envelope, which stays usable for the next.
 *
 * @throws KmscryptError `AUTHENTICATION_FAILED` where the key commitment, the header or a frame is not authentic or not
 *   in its place, or something is missing or left over.
 */
export function decryptMessage({ bytes, info }: Message, material: NodeDecryptionMaterial): Uint8Array {
  try {
    const { messageHeader, headerAuth, rawHeader } = info;
    if (!('suiteData' in messageHeader)) throw new Error('the message carries no key commitment');
    const { getDecipherInfo } = getDecryptionHelper(material);
    // Derives the message's key and compares the key commitment.
    const getDecipher = getDecipherInfo(messageHeader.messageId, messageHeader.suiteData);
    open(getDecipher(headerAuth.headerIv), rawHeader, new Uint8Array(), headerAuth.headerAuthTag);

    const frames: Uint8Array[] = [];
    let position = rawHeader.byteLength + headerAuth.headerAuthLength;
    for (let sequenceNumber = 1, isFinal = false; !isFinal; sequenceNumber += 1) {
      const frame: BodyHeader | false = decodeBodyHeader(bytes, info, position);
      if (frame === false) throw new Error('the message is cut');
      if (frame.sequenceNumber !== sequenceNumber) throw new Error('a frame is out of its place');
      const contentEnd = frame.readPos + frame.contentLength;
      const frameEnd = contentEnd + frame.tagLength / 8;
      if (frameEnd > bytes.byteLength) throw new Error('the message is cut');
      const aad = messageAAD(
        messageHeader.messageId,
        messageAADContentString(frame),
        sequenceNumber,
        frame.contentLength,
      );
      frames.push(
        open(
          getDecipher(frame.iv),
          aad,
          bytes.subarray(frame.readPos, contentEnd),
          bytes.subarray(contentEnd, frameEnd),
        ),
      );
      isFinal = frame.isFinalFrame;
      position = frameEnd;
    }
    if (position !== bytes.byteLength) throw new Error('something follows the final frame');
    return frames.length === 1 && frames[0] ? frames[0] : Buffer.concat(frames);
  } catch (cause) {
    throw new KmscryptError(
      'AUTHENTICATION_FAILED',
      'the token was changed or damaged: it is not authentic',
      {
        cause,
      },
    );
  }
}

type Decipher = ReturnType<ReturnType<ReturnType<typeof getDecryptionHelper>['getDecipherInfo']>>;

/** Opens one stretch of AES-GCM; `final` throws unless the tag fits. */
function open(decipher: Decipher, aad: Uint8Array, ciphertext: Uint8Array, tag: Uint8Array): Uint8Array {
  decipher.setAAD(Buffer.from(aad.buffer, aad.byteOffset, aad.byteLength));
  decipher.setAuthTag(Buffer.from(tag.buffer, tag.byteOffset, tag.byteLength));
  const plaintext = decipher.update(
    Buffer.from(ciphertext.buffer, ciphertext.byteOffset, ciphertext.byteLength),
  );
  decipher.final();
  return plaintext;
}
