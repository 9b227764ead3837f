// secretlint's rule knows a key by how long keys of RSA begin; those of elliptic curves, SEC1 or Ed25519, it passes over.
const BLOCK = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----([A-Za-z0-9+/=\s\\]+)-----END /g;
const ENCRYPTED = '-----BEGIN ENCRYPTED ';
const LINE_BREAK = /\s|\\[nr]/g;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const OPENSSH = 'openssh-key-v1\0';

/** Where PEM blocks begin that hold a private key in the clear: DER that is whole, or OpenSSH's own form. */
export function privateKeysIn(text: string): number[] {
  const found: number[] = [];
  for (const { 0: block, 1: body = '', index } of text.matchAll(BLOCK)) {
    const base64 = body.replace(LINE_BREAK, '');
    if (block.startsWith(ENCRYPTED) || !BASE64.test(base64)) continue;
    const bytes = Buffer.from(base64, 'base64');
    if (isWholeSequence(bytes) || bytes.toString('latin1', 0, OPENSSH.length) === OPENSSH) found.push(index);
  }
  return found;
}

const SEQUENCE = 0x30;
const LONG_FORM = 0x80;

/** Whether bytes are one DER SEQUENCE and nothing more (X.690, section 8.1.3). */
function isWholeSequence(bytes: Buffer): boolean {
  const [tag, first = 0] = bytes;
  if (tag !== SEQUENCE) return false;
  if (first < LONG_FORM) return bytes.length === 2 + first;
  const size = first - LONG_FORM;
  return (
    size > 0 && size <= 3 && bytes.length > 2 + size && bytes.length === 2 + size + bytes.readUIntBE(2, size)
  );
}
