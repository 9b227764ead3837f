import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { LambdaError } from '../error.ts';

const CURES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; look at the path and the working directory',
  EACCES: 'you may not read it; look at its owner and mode (ls -l)',
  EISDIR: 'it is a folder; name a file in it',
};

/**
 * Reads a file as text; `-` is stdin.
 *
 * @throws LambdaError `EVENT_UNREADABLE`
 */
export async function readInput(file: string, cwd: string): Promise<string> {
  try {
    return file === '-' ? await text(process.stdin) : await readFile(resolve(cwd, file), 'utf8');
  } catch (cause) {
    const code = systemCode(cause);
    const cure = CURES[code];
    throw new LambdaError('EVENT_UNREADABLE', `${nameOf(file)}: cannot be read: ${code}`, {
      cause,
      hints: cure === undefined ? [] : [cure],
    });
  }
}

/** What a file is called in messages. */
export function nameOf(file: string): string {
  return file === '-' ? 'stdin' : file;
}

/**
 * Writes to stdout. A reader that has left (`| head -1`) has what it wanted.
 *
 * @throws LambdaError `OUTPUT_FAILED`
 */
export async function writeStdout(output: string): Promise<void> {
  const cause = await write(process.stdout, output);
  if (cause === undefined || systemCode(cause) === 'EPIPE') return;
  throw new LambdaError('OUTPUT_FAILED', `stdout cannot be written: ${systemCode(cause)}`, { cause });
}

/** Writes lines to stderr; that it cannot be written is nothing that could be told anywhere. */
export async function writeStderr(lines: readonly string[]): Promise<void> {
  await write(process.stderr, lines.map((line) => `${printable(line)}\n`).join(''));
}

function write(stream: NodeJS.WriteStream, output: string): Promise<Error | undefined> {
  // Each write is told its own failure; one that nobody listens for would end the process, some time after that.
  if (!stream.listeners('error').includes(isTold)) stream.on('error', isTold);
  return new Promise((done) => {
    stream.write(output, (error) => done(error ?? undefined));
  });
}

function isTold(): void {}

/** Control characters could move a cursor or hide text, and what AWS says may hold anything. */
function printable(line: string): string {
  return line.replaceAll(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`,
  );
}

function systemCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
