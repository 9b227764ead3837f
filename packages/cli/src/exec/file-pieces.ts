import { closeSync, openSync, readSync } from 'node:fs';

/** Answers with up to so many bytes of a file from an offset; fewer at its end. */
export type ReadPiece = (offset: number, length: number) => Buffer;

/** Reads pieces of a file while `work` runs. */
export function withPieces<Result>(path: string, work: (read: ReadPiece) => Result): Result {
  const descriptor = openSync(path, 'r');
  try {
    return work((offset, length) => {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset));
    });
  } finally {
    closeSync(descriptor);
  }
}
