import { readPng } from './read.ts';
import { indexed, writePng } from './write.ts';

/** The same picture as a smaller file, in 256 colours: of text on one ground, nobody sees the difference. */
export function smaller(png: Buffer): Buffer {
  const pixels = readPng(png);
  if (pixels === undefined) return png;
  const made = writePng(indexed(pixels));
  return made.length < png.length ? made : png;
}
