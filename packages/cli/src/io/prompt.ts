import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CliError } from '../errors/cli-error.ts';
import { writeStderr } from './streams.ts';

/**
 * Asks on the terminal without echo; the question goes to stderr, so that stdout holds data alone.
 *
 * @throws CliError `INTERRUPTED` on Ctrl-C and on Ctrl-D.
 */
export async function askHidden(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  process.stderr.write(question);
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true, historySize: 0 });
  try {
    return await new Promise<string>((resolve, reject) => {
      const end = (): void => reject(new CliError('INTERRUPTED', 'nothing was entered'));
      terminal.once('line', resolve).once('SIGINT', end).once('close', end);
    });
  } finally {
    terminal.close();
    writeStderr(['']);
  }
}
