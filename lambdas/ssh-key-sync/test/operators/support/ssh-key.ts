/** An ed25519 key in OpenSSH's form, a different one for each number from 0 to 255. Source: RFC 8709, section 4. */
export function sshKey(number: number): string {
  const type = 'ssh-ed25519';
  const blob = Buffer.concat([part(Buffer.from(type)), part(Buffer.alloc(32, number))]);
  return `${type} ${blob.toString('base64')}`;
}

function part(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
