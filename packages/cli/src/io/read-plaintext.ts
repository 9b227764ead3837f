import { isatty } from 'node:tty';
import { readStdin, STDIN } from './streams.ts';

export const LF = 0x0a;
const CR = 0x0d;

/**
 * Reads a plaintext: `text` as it is, else what is typed at a hidden prompt where stdin is a terminal and `asks`, else stdin
 * less exactly one line end, unless `keepNewline`.
 *
 * @throws CliError `INPUT_FAILED`, `INTERRUPTED`
 */
export async function readPlaintext(from: {
  readonly text: string | undefined;
  readonly keepNewline: boolean;
  readonly asks: boolean;
}): Promise<Uint8Array> {
  if (from.text !== undefined) return Buffer.from(from.text, 'utf8');
  if (from.asks && isatty(STDIN)) {
    const { askHidden } = await import('./prompt.ts');
    return Buffer.from(await askHidden('Plaintext (hidden): '), 'utf8');
  }
  const bytes = readStdin();
  return from.keepNewline ? bytes : withoutNewline(bytes);
}

/** Drops exactly one `\n` or `\r\n` at the end: what echo adds is not part of a password. */
export function withoutNewline(bytes: Uint8Array): Uint8Array {
  if (bytes.at(-1) !== LF) return bytes;
  return bytes.subarray(0, bytes.at(-2) === CR ? -2 : -1);
}
