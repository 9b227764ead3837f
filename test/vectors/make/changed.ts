import { flip, type MessageParts, putTogether, takeApart } from './message.ts';
import { type MustFailVector, one } from './vector.ts';

type Change = (parts: MessageParts) => string;

/** A message with one thing changed. */
export function changedVectors(token: string, framed: string): MustFailVector[] {
  const part =
    (name: 'start' | 'context' | 'key' | 'frameLength' | 'commitment' | 'headerTag', index: number): Change =>
    (parts) =>
      putTogether({ ...parts, [name]: flip(parts[name], index) });
  const contentType =
    (value: number): Change =>
    (parts) =>
      putTogether({ ...parts, contentType: Buffer.of(value) });
  const last =
    (index: number): Change =>
    (parts) =>
      putTogether({
        ...parts,
        frames: parts.frames.toSpliced(-1, 1, flip(parts.frames.at(-1) ?? Buffer.alloc(0), index)),
      });
  const keys =
    (count: number): Change =>
    (parts) =>
      putTogether(
        parts,
        Array.from({ length: count }, () => parts.key),
      );
  const cut =
    (length: number): Change =>
    () => {
      const bytes = Buffer.from(token.slice('kmscrypt::v2::'.length), 'base64');
      return `kmscrypt::v2::${bytes.subarray(0, length).toString('base64')}`;
    };
  const ofSmall: [string, Change, string][] = [
    [
      'format version 3',
      (parts) => putTogether({ ...parts, start: Buffer.concat([Buffer.of(3), parts.start.subarray(1)]) }),
      'INVALID_MESSAGE',
    ],
    ['an unknown suite', part('start', 2), 'INVALID_MESSAGE'],
    ['the message id flipped', part('start', 20), 'AUTHENTICATION_FAILED'],
    ['the context flipped', part('context', -1), 'AUTHENTICATION_FAILED'],
    ['the key provider flipped', part('key', 4), 'INVALID_MESSAGE'],
    ['the key name flipped', part('key', 2 + 'kmscrypt'.length + 2), 'LOCAL_KEY_MISMATCH'],
    ['the wrapped key flipped', part('key', -1), 'AUTHENTICATION_FAILED'],
    ['not framed', contentType(1), 'INVALID_MESSAGE'],
    ['a content type that there is not', contentType(3), 'INVALID_MESSAGE'],
    ['the frame length flipped', part('frameLength', 3), 'AUTHENTICATION_FAILED'],
    [
      'a frame length of 0',
      (parts) => putTogether({ ...parts, frameLength: Buffer.alloc(4) }),
      'INVALID_MESSAGE',
    ],
    ['the key commitment flipped', part('commitment', 0), 'AUTHENTICATION_FAILED'],
    ['the header tag flipped', part('headerTag', 0), 'AUTHENTICATION_FAILED'],
    ['the IV of the last frame flipped', last(8), 'AUTHENTICATION_FAILED'],
    ['the length of the last frame flipped', last(23), 'AUTHENTICATION_FAILED'],
    ['the ciphertext flipped', last(24), 'AUTHENTICATION_FAILED'],
    ['the last tag flipped', last(-1), 'AUTHENTICATION_FAILED'],
    ['no wrapped key', keys(0), 'INVALID_MESSAGE'],
    ['17 wrapped keys', keys(17), 'INVALID_MESSAGE'],
    ['cut inside the header', cut(60), 'INVALID_MESSAGE'],
    ['cut behind the header', (parts) => putTogether({ ...parts, frames: [] }), 'AUTHENTICATION_FAILED'],
    ['cut by its last byte', cut(-1), 'AUTHENTICATION_FAILED'],
    [
      'a byte behind its end',
      (parts) => putTogether(parts, [parts.key], Buffer.alloc(1)),
      'AUTHENTICATION_FAILED',
    ],
  ];
  const orders: [string, number[]][] = [
    ['two frames swapped', [1, 0, 2, 3]],
    ['a frame left out', [0, 2, 3]],
    ['a frame repeated', [0, 0, 1, 2, 3]],
    ['the last frame left out', [0, 1, 2]],
    ['the last frame repeated', [0, 1, 2, 3, 3]],
  ];
  const parts = takeApart(framed);
  return [
    ...ofSmall.map(([name, change, code]) => one(name, change(takeApart(token)), code)),
    ...orders.map(([name, order]) => {
      const frames = order.map((index) => parts.frames[index] ?? Buffer.alloc(0));
      return one(name, putTogether({ ...parts, frames }), 'AUTHENTICATION_FAILED');
    }),
  ];
}
