import { CliError, systemCode } from './cli-error.ts';

/**
 * Writes to stdout. A reader that has left (`| head -1`) has what it wanted.
 *
 * @throws CliError `OUTPUT_FAILED`
 */
export async function writeStdout(output: string): Promise<void> {
  const cause = await write(process.stdout, output);
  if (cause === undefined || systemCode(cause) === 'EPIPE') return;
  throw new CliError('OUTPUT_FAILED', `stdout cannot be written: ${systemCode(cause)}`, {
    cause,
    hints: ['look at where it goes: a full disk, a closed pipe'],
  });
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

/** Control characters could move a cursor or hide text, and a config may hold anything. */
function printable(line: string): string {
  return line.replaceAll(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`,
  );
}
