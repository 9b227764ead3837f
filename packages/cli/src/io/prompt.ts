import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CliError } from '../errors/cli-error.ts';
import { writeStderr } from './streams.ts';

/**
 * Asks on the terminal without echo; the question goes to stderr, so that stdout holds data alone.
 *
 * @throws CliError `INTERRUPTED` on Ctrl-C and on Ctrl-D, `USAGE` where several lines are pasted: the first of them
 *   alone would be half a secret.
 */
export async function askHidden(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true, historySize: 0 });
  // Only now that the terminal no longer echoes: a script answers the moment it sees the question.
  process.stderr.write(question);
  try {
    return await new Promise<string>((resolve, reject) => {
      const end = (why: string) => (): void => reject(new CliError('INTERRUPTED', why));
      const takeOnly = (line: string): void => {
        terminal.once('line', () => reject(severalLines()));
        setImmediate(resolve, line);
      };
      terminal
        .once('line', takeOnly)
        .once('SIGINT', end('interrupted'))
        .once('close', end('nothing was entered'));
    });
  } finally {
    terminal.close();
    writeStderr(['']);
  }
}

function severalLines(): CliError {
  return new CliError('USAGE', 'several lines were entered, one is asked for', {
    hints: ['give a text of several lines as FILE or on stdin'],
  });
}
