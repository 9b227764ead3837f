const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** The signature, then length and name of the chunk IHDR, then width and height (PNG specification, 5.2 and 11.2.2). */
const WIDTH_AT = 16;
const HEIGHT_AT = 20;
const HEADER_ENDS = 33;

/** Whether these are the bytes of a PNG that shows something. */
export function isPng(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (
    file.length > HEADER_ENDS &&
    file.subarray(0, SIGNATURE.length).equals(SIGNATURE) &&
    file.readUInt32BE(WIDTH_AT) > 0 &&
    file.readUInt32BE(HEIGHT_AT) > 0
  );
}
