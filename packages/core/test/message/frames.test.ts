import { beforeAll, describe, expect, it } from 'vitest';
import { decryptValue } from '../../src/decrypt.ts';
import { encryptValue } from '../../src/encrypt.ts';
import { readHeader } from '../../src/message/header.ts';
import { formatToken, parseToken } from '../../src/token.ts';
import { LOCAL } from '../support/keys.ts';

const FRAME = 4096;
/** Sequence number, IV and tag of a frame; the final one has a mark and its length as well. */
const FRAME_OVERHEAD = 4 + 12 + 16;

const open = (pieces: readonly Uint8Array[]): Promise<Uint8Array> =>
  decryptValue(formatToken({ kind: 'message', bytes: Buffer.concat(pieces) }), LOCAL);

/** A message of three whole frames and a final one, taken apart. */
async function takeApart(plaintext: Uint8Array): Promise<Uint8Array[]> {
  const { bytes } = parseToken(await encryptValue(plaintext, LOCAL));
  const { info } = readHeader(bytes);
  const pieces: Uint8Array[] = [];
  let start = 0;
  for (let end = info.headerLength + info.headerAuth.headerAuthLength; start < bytes.length;) {
    pieces.push(bytes.subarray(start, end));
    start = end;
    end = pieces.length < 4 ? start + FRAME + FRAME_OVERHEAD : bytes.length;
  }
  return pieces;
}

describe('a message of four frames', () => {
  const plaintext = Buffer.from(Array.from({ length: 3 * FRAME + 100 }, (_, index) => index % 251));
  let header: Uint8Array = new Uint8Array();
  let frames: Uint8Array[] = [];
  let others: Uint8Array[] = [];
  beforeAll(async () => {
    [header = header, ...frames] = await takeApart(plaintext);
    [, ...others] = await takeApart(plaintext);
  });

  it('opens', async () => {
    expect(frames).toHaveLength(4);
    expect(Buffer.from(await open([header, ...frames])).equals(plaintext)).toBe(true);
  });

  it.each<[name: string, order: number[]]>([
    ['without any frame', []],
    ['without the first', [1, 2, 3]],
    ['without one in the middle', [0, 2, 3]],
    ['without the last', [0, 1, 2]],
    ['with the last alone', [3]],
    ['with two swapped', [1, 0, 2, 3]],
    ['with the last in the middle', [0, 1, 3, 2]],
    ['with one repeated', [0, 0, 1, 2, 3]],
    ['with one in another’s place', [0, 1, 1, 3]],
    ['with the last repeated', [0, 1, 2, 3, 3]],
    ['with a frame behind the last', [0, 1, 2, 3, 0]],
  ])('%s is refused', async (_name, order) => {
    const pieces = order.map((index) => frames[index] ?? new Uint8Array());
    await expect(open([header, ...pieces])).rejects.toMatchObject({ code: 'AUTHENTICATION_FAILED' });
  });

  it.each([0, 1, 2, 3])('with frame %i of a message with the same plaintext is refused', async (index) => {
    const mixed = frames.with(index, others[index] ?? new Uint8Array());
    await expect(open([header, ...mixed])).rejects.toMatchObject({ code: 'AUTHENTICATION_FAILED' });
  });

  it.each([
    ['the sequence number of a frame', 1, 3],
    ['the length of the last', 3, 4 + 4 + 12 + 3],
    ['the mark of the last', 3, 0],
  ])('with %s changed is refused', async (_name, frame, offset) => {
    const changed = Buffer.from(frames[frame] ?? []);
    changed[offset] = (changed[offset] ?? 0) ^ 1;
    await expect(open([header, ...frames.with(frame, changed)])).rejects.toMatchObject({
      code: 'AUTHENTICATION_FAILED',
    });
  });
});

it.each([0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 10 * FRAME])('%i bytes come back', async (size) => {
  const plaintext = Buffer.alloc(size, 7);
  const { bytes } = parseToken(await encryptValue(plaintext, LOCAL));
  expect(Buffer.from(await open([bytes])).equals(plaintext)).toBe(true);
});
