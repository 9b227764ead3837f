/** Reads the parts of a key blob: RFC 4251, section 5. Every method answers undefined where the blob ends too early. */
export interface WireReader {
  /** `string`: a length of four bytes, and as many bytes. */
  bytes(): Uint8Array | undefined;
  /** `string` of ASCII. */
  text(): string | undefined;
  /** Length in bits of a positive `mpint` in its shortest form; undefined of any other, too. */
  mpintBits(): number | undefined;
  /** Whether nothing is left. */
  isAtEnd(): boolean;
}

export function createWireReader(blob: Uint8Array): WireReader {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  let at = 0;

  function bytes(): Uint8Array | undefined {
    if (at + 4 > blob.length) return undefined;
    const end = at + 4 + view.getUint32(at);
    if (end > blob.length) return undefined;
    const part = blob.subarray(at + 4, end);
    at = end;
    return part;
  }

  return {
    bytes,
    text() {
      const part = bytes();
      return part === undefined ? undefined : Buffer.from(part).toString('latin1');
    },
    mpintBits() {
      const part = bytes();
      const [first, second = 0] = part ?? [];
      if (part === undefined || first === undefined || first >= 0x80) return undefined;
      if (first > 0) return part.length * 8 - Math.clz32(first) + 24;
      // A zero stands before a number whose highest bit is set, and nowhere else.
      return second >= 0x80 ? (part.length - 1) * 8 : undefined;
    },
    isAtEnd: () => at === blob.length,
  };
}
