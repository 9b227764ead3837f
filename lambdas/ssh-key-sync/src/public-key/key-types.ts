import type { WireReader } from './wire-reader.ts';

/** Says what is wrong with the blob of a key, after its type; undefined where nothing is. */
type Check = (blob: WireReader) => string | undefined;

/** What sshd takes from any release of OpenSSH since 8.2, and is not too weak: the same as on hosts. */
export const KEY_TYPES: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['ssh-rsa', rsa],
  ['ssh-ed25519', ed25519],
  ['ecdsa-sha2-nistp256', (blob) => ecdsa(blob, 'nistp256', 65)],
  ['ecdsa-sha2-nistp384', (blob) => ecdsa(blob, 'nistp384', 97)],
  ['ecdsa-sha2-nistp521', (blob) => ecdsa(blob, 'nistp521', 133)],
  ['sk-ssh-ed25519@openssh.com', (blob) => ed25519(blob) ?? application(blob)],
  ['sk-ecdsa-sha2-nistp256@openssh.com', (blob) => ecdsa(blob, 'nistp256', 65) ?? application(blob)],
]);

const BROKEN = 'broken: the parts of its blob do not fit its type';
const LEAST_RSA = 2_048;
/** OpenSSH's own limit: SSHBUF_MAX_BIGNUM. */
const MOST_RSA = 16_384;

/** RFC 4253, section 6.6. */
function rsa(blob: WireReader): string | undefined {
  const exponent = blob.mpintBits();
  const bits = blob.mpintBits();
  if (exponent === undefined || exponent < 2 || bits === undefined) return BROKEN;
  return bits < LEAST_RSA || bits > MOST_RSA ? `RSA of ${bits} bits` : undefined;
}

/** RFC 8709, section 4. */
function ed25519(blob: WireReader): string | undefined {
  return blob.bytes()?.length === 32 ? undefined : BROKEN;
}

/** RFC 5656, section 3.1: the curve again, and an uncompressed point of it. */
function ecdsa(blob: WireReader, curve: string, length: number): string | undefined {
  if (blob.text() !== curve) return BROKEN;
  const point = blob.bytes();
  return point?.length === length && point[0] === 0x04 ? undefined : BROKEN;
}

/** PROTOCOL.u2f of OpenSSH: what the key was made for, such as `ssh:`. */
function application(blob: WireReader): string | undefined {
  const name = blob.text();
  return name === undefined || !/^[\x21-\x7e]{1,256}$/u.test(name) ? BROKEN : undefined;
}
