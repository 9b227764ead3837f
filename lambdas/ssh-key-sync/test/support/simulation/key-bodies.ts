import { createHash } from 'node:crypto';

/** A public key of RSA that nobody has the other half of; always the same for the same name. */
export function rsaBody(name: string, bits = 2_048): string {
  const modulus = bytesOf(name, bits / 8);
  modulus[0] = (modulus[0] ?? 0) | 0x80;
  modulus[modulus.length - 1] = (modulus.at(-1) ?? 0) | 1;
  const blob = [Buffer.from('ssh-rsa'), Buffer.from([1, 0, 1]), Buffer.concat([Buffer.of(0), modulus])];
  return `ssh-rsa ${base64Of(blob)}`;
}

export function ed25519Body(name: string): string {
  return `ssh-ed25519 ${base64Of([Buffer.from('ssh-ed25519'), bytesOf(name, 32)])}`;
}

/** Each with its length before it: RFC 4251, section 5. */
function base64Of(parts: readonly Buffer[]): string {
  const all = parts.flatMap((part) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    return [length, part];
  });
  return Buffer.concat(all).toString('base64');
}

function bytesOf(name: string, count: number): Buffer {
  return createHash('shake256', { outputLength: count }).update(name).digest();
}
