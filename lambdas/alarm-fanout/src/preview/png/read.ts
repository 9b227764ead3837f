import { inflateSync } from 'node:zlib';
import { type Pixels, RGB, SIGNATURE } from './pixels.ts';

/**
 * Reads a PNG as Chromium makes it: eight bits a colour, neither a palette nor transparency nor interlacing. Source: PNG specification
 * (third edition), 5 "Datastream structure" and 9 "Filtering".
 *
 * @returns undefined for any other
 */
export function readPng(file: Buffer): Pixels | undefined {
  if (!file.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return undefined;
  const chunks = chunksOf(file);
  const header = chunks.find(({ name }) => name === 'IHDR')?.data;
  // Depth 8, colour type 2 (RGB), and the only methods that there are.
  if (header === undefined || header.subarray(8).toString('hex') !== '0802000000') return undefined;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const data = chunks.filter(({ name }) => name === 'IDAT').map((chunk) => chunk.data);
  return { width, height, bytes: unfiltered(inflateSync(Buffer.concat(data)), width * RGB) };
}

function chunksOf(file: Buffer): readonly { readonly name: string; readonly data: Buffer }[] {
  const chunks = [];
  for (let at = SIGNATURE.length; at + 12 <= file.length;) {
    const length = file.readUInt32BE(at);
    const name = file.toString('latin1', at + 4, at + 8);
    chunks.push({ name, data: file.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

/** Each line has the number of its filter before it. */
function unfiltered(raw: Buffer, line: number): Uint8Array {
  const lines = Math.floor(raw.length / (line + 1));
  const bytes = new Uint8Array(lines * line);
  for (let y = 0; y < lines; y += 1) {
    const filter = raw[y * (line + 1)] ?? 0;
    for (let x = 0; x < line; x += 1) {
      const at = y * line + x;
      const left = x < RGB ? 0 : (bytes[at - RGB] ?? 0);
      const up = y === 0 ? 0 : (bytes[at - line] ?? 0);
      const corner = x < RGB || y === 0 ? 0 : (bytes[at - line - RGB] ?? 0);
      // An Uint8Array keeps the lowest byte.
      bytes[at] = (raw[y * (line + 1) + 1 + x] ?? 0) + foretold(filter, { left, up, corner });
    }
  }
  return bytes;
}

interface Neighbours {
  readonly left: number;
  readonly up: number;
  readonly corner: number;
}

function foretold(filter: number, { left, up, corner }: Neighbours): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, corner);
    default:
      return 0;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const sum = left + up - corner;
  const [a, b, c] = [Math.abs(sum - left), Math.abs(sum - up), Math.abs(sum - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
