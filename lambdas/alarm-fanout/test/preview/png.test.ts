import fc from 'fast-check';
import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Pixels, RGB } from '../../src/preview/png/pixels.ts';
import { readPng } from '../../src/preview/png/read.ts';
import { smaller } from '../../src/preview/png/smaller.ts';
import { indexed, writePng } from '../../src/preview/png/write.ts';
import { RUNS } from '../runs.ts';

const few = Math.ceil(RUNS / 4);

/** A PNG of RGB, whose lines have the filters that are given, in turn. */
function pngOf({ width, height, bytes }: Pixels, filters: readonly number[] = [0]): Buffer {
  const line = width * RGB;
  const lines = Array.from({ length: height }, (_, y) => {
    const filter = filters[y % filters.length] ?? 0;
    const at = (x: number, row: number): number => (x < 0 || row < 0 ? 0 : (bytes[row * line + x] ?? 0));
    const filtered = Array.from({ length: line }, (_value, x) => {
      const [left, up, corner] = [at(x - RGB, y), at(x, y - 1), x < RGB ? 0 : at(x - RGB, y - 1)];
      const sum = left + up - corner;
      const nearest = [left, up, corner].toSorted((a, b) => Math.abs(sum - a) - Math.abs(sum - b))[0] ?? 0;
      return at(x, y) - ([0, left, up, Math.floor((left + up) / 2), nearest][filter] ?? 0);
    });
    return Buffer.from([filter, ...filtered]);
  });
  const header = Buffer.from([0, 0, 0, width, 0, 0, 0, height, 8, 2, 0, 0, 0]);
  const chunks = [
    ['IHDR', header],
    ['IDAT', deflateSync(Buffer.concat(lines))],
    ['IEND', Buffer.alloc(0)],
  ] as const;
  const frames = chunks.map(([name, data]) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  });
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...frames]);
}

/** The chunks of a PNG, their names and data together, with their sums. */
function chunksOf(png: Buffer): readonly { readonly body: Buffer; readonly sum: number }[] {
  const chunks = [];
  for (let at = 8; at < png.length;) {
    const end = at + 8 + png.readUInt32BE(at);
    chunks.push({ body: png.subarray(at + 4, end), sum: png.readUInt32BE(end) });
    at = end + 4;
  }
  return chunks;
}

/** The colours of a PNG with a palette, as a reader sees them. */
function coloursOf(png: Buffer): { readonly depthAndType: string; readonly palette: Buffer } {
  const at = png.indexOf('PLTE');
  const palette = png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
  return { depthAndType: png.subarray(24, 26).toString('hex'), palette };
}

const pixels = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height * RGB, maxLength: width * height * RGB })
      .map((bytes): Pixels => ({ width, height, bytes })),
  );

it('reads what was written, whatever its filters', () => {
  const filters = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(pixels, filters, (picture, own) => {
      expect(readPng(pngOf(picture, own))).toEqual(picture);
    }),
    { numRuns: few },
  );
});

it('changes nothing of a picture with few colours', () => {
  fc.assert(
    fc.property(pixels, (picture) => {
      const { palette, bytes } = indexed(picture);
      const back = Uint8Array.from(
        [...bytes].flatMap((index) => [...palette.subarray(index * RGB, index * RGB + RGB)]),
      );
      expect(back).toEqual(picture.bytes);
    }),
    { numRuns: few },
  );
});

describe('a picture of many colours', () => {
  const side = 40;
  const bytes = Uint8Array.from({ length: side * side * RGB }, (_, at) => (at * 7 + (at >> 5)) & 255);
  const picture = { width: side, height: side, bytes };

  it('has 256 of them, and each pixel one that is near', () => {
    const { palette, bytes: indexes } = indexed(picture);
    expect(palette).toHaveLength(256 * RGB);
    for (const [pixel, index] of indexes.entries()) {
      for (let colour = 0; colour < RGB; colour += 1) {
        const difference = (palette[index * RGB + colour] ?? 0) - (bytes[pixel * RGB + colour] ?? 0);
        expect(Math.abs(difference)).toBeLessThan(64);
      }
    }
  });
});

it('a picture of text is smaller', () => {
  const bytes = Uint8Array.from({ length: 200 * 200 * RGB }, (_, at) =>
    Math.floor(at / RGB) % 7 === 0 ? 20 : 255,
  );
  const png = pngOf({ width: 200, height: 200, bytes }, [0]);
  const made = smaller(png);
  expect(made.length).toBeLessThan(png.length);
  for (const { body, sum } of chunksOf(made)) expect(sum).toBe(crc32(body));
  expect(coloursOf(made)).toEqual({
    depthAndType: '0803',
    palette: Buffer.from([255, 255, 255, 20, 20, 20]),
  });
});

it.each<[name: string, file: Buffer]>([
  ['what is no PNG', Buffer.from('no picture')],
  ['a PNG with a palette', writePng(indexed({ width: 1, height: 1, bytes: Uint8Array.of(1, 2, 3) }))],
  ['nothing', Buffer.alloc(0)],
])('%s stays as it is', (_name, file) => {
  expect(smaller(file)).toBe(file);
});
