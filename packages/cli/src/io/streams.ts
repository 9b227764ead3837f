import { fstatSync, readFileSync, readSync, writeSync } from 'node:fs';
import { CliError } from '../errors/cli-error.ts';
import { systemCode } from '../errors/system-code.ts';
import { printable } from './printable.ts';

export const STDIN = 0;
export const STDOUT = 1;
const STDERR = 2;
const CHUNK_BYTES = 1 << 20;
const PAUSE = new Int32Array(new SharedArrayBuffer(4));

// All streams are read and written synchronously: process.stdin and process.stdout would load Node's stream, net and tty
// modules (some milliseconds of a start-up of twenty), and nothing else is to be done meanwhile.

/**
 * Reads stdin to its end.
 *
 * @throws CliError `INPUT_FAILED`
 */
export function readStdin(): Buffer {
  try {
    if (fstatSync(STDIN).isFile()) return readFileSync(STDIN);
    const chunks: Buffer[] = [];
    let chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let filled = 0;
    for (;;) {
      const count = patiently(() => readSync(STDIN, chunk, filled, chunk.length - filled, null));
      if (count === 0) break;
      filled += count;
      if (filled === chunk.length) {
        chunks.push(chunk);
        chunk = Buffer.allocUnsafe(CHUNK_BYTES);
        filled = 0;
      }
    }
    chunks.push(chunk.subarray(0, filled));
    return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
  } catch (cause) {
    throw new CliError('INPUT_FAILED', `stdin cannot be read: ${systemCode(cause)}`, { cause });
  }
}

/**
 * Writes all of it to stdout. A reader that has left (`| head -1`) has what it wanted: that is not a failure.
 *
 * @throws CliError `OUTPUT_FAILED`
 */
export function writeStdout(pieces: readonly (Uint8Array | string)[]): void {
  try {
    for (const piece of pieces) writeAll(STDOUT, piece);
  } catch (cause) {
    if (systemCode(cause) === 'EPIPE') return;
    throw new CliError('OUTPUT_FAILED', `stdout cannot be written: ${systemCode(cause)}`, { cause });
  }
}

/** Writes lines to stderr; that it cannot be written is nothing that could be told anywhere. */
export function writeStderr(lines: readonly string[]): void {
  try {
    for (const line of lines) writeAll(STDERR, `${printable(line)}\n`);
  } catch {}
}

function writeAll(descriptor: number, piece: Uint8Array | string): void {
  const bytes = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece;
  for (let written = 0; written < bytes.length;) {
    written += patiently(() => writeSync(descriptor, bytes, written));
  }
}

/** A descriptor that another process has made non-blocking answers EAGAIN instead of waiting; so we wait. */
function patiently(call: () => number): number {
  for (;;) {
    try {
      return call();
    } catch (error) {
      const code = systemCode(error);
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN' && code !== 'EINTR') throw error;
      Atomics.wait(PAUSE, 0, 0, 2);
    }
  }
}
