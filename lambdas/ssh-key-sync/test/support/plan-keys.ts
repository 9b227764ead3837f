/** A public key that is ssh-ed25519 in its form alone: nobody has its private half. */
export function edKey(number: number): string {
  const type = Buffer.from('ssh-ed25519');
  const point = Buffer.alloc(32, 1);
  point.writeUInt32BE(number);
  return `ssh-ed25519 ${Buffer.concat([field(type), field(point)]).toString('base64')}`;
}

/** `string` of RFC 4251, section 5. */
export function field(part: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(part.length);
  return Buffer.concat([length, part]);
}
