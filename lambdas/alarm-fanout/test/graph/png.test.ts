import { expect, it } from 'vitest';
import { isPng } from '../../src/graph/png.ts';
import { pngOf } from '../support/widget-images.ts';

it.each<[name: string, bytes: Uint8Array, expected: boolean]>([
  ['a graph', pngOf(600, 300), true],
  ['a part of a larger buffer', Buffer.concat([Buffer.from('..'), pngOf(2, 2)]).subarray(2), true],
  ['nothing', Buffer.alloc(0), false],
  ['the signature alone', pngOf(1, 1).subarray(0, 8), false],
  ['a header alone', pngOf(1, 1).subarray(0, 33), false],
  ['no width', pngOf(0, 3), false],
  ['no height', pngOf(3, 0), false],
  ['a JPEG', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(100, 1)]), false],
  ['a text', Buffer.from('no graph '.repeat(20)), false],
])('%s', (_name, bytes, expected) => {
  expect(isPng(bytes)).toBe(expected);
});
