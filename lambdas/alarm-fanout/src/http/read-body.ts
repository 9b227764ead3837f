import type { Readable } from 'node:stream';

const MOST = 64 * 1024;

/** The first 64 KB of a stream, as text: as much of them as came, where the stream breaks. Never rejects. */
export async function readBody(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes);
      length += bytes.length;
      if (length >= MOST) break;
    }
  } catch {
    // The status is known by now.
  }
  return Buffer.concat(chunks).subarray(0, MOST).toString('utf8');
}
