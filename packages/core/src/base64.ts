import { KmscryptError } from './error.ts';

/**
 * Decodes canonical base64: standard alphabet, padded, no spare bits (RFC 4648, sections 3.5 and 4).
 *
 * @throws KmscryptError `INVALID_TOKEN` that says in what way it is not.
 */
export function decodeBase64(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') === text) return bytes;
  throw new KmscryptError('INVALID_TOKEN', `the token's base64 is not canonical: ${whatIsWrong(text)}`);
}

function whatIsWrong(text: string): string {
  const unpadded = text.replace(/=+$/, '');
  const padding = text.length - unpadded.length;
  const expected = (4 - (unpadded.length % 4)) % 4;
  if (!/^[A-Za-z0-9+/]*$/.test(unpadded)) return 'it has characters that are not base64';
  if (expected === 3)
    return `${unpadded.length} characters cannot be a whole number of bytes, so some are missing`;
  if (padding > expected) return `it ends in ${'='.repeat(padding)} where ${expected || 'no'} = belong`;
  if (padding < expected)
    return `it ends before the ${'='.repeat(expected)} that its length needs, so it may be cut`;
  return 'its last character has bits that belong to no byte, so it may be cut or garbled';
}
