import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { CliError } from './cli-error.ts';

/** Somebody who can be asked. */
export interface Terminal {
  /** Answers with a line, without blanks around it. */
  readonly ask: (question: string) => Promise<string>;
  readonly close: () => void;
}

export interface TerminalStreams {
  readonly input: Readable;
  /** Where questions go: stderr, so that stdout holds data alone. */
  readonly output: Writable;
}

/** Asks on the terminal. `ask` rejects with CliError `INTERRUPTED` on Ctrl-C and Ctrl-D. */
export function openTerminal({ input, output }: TerminalStreams): Terminal {
  const terminal = createInterface({ input, output });
  let isClosed = false;
  terminal.once('close', () => {
    isClosed = true;
  });
  // Keeps lines that are typed, or pasted, ahead of their question.
  const lines = terminal[Symbol.asyncIterator]();
  return {
    ask: async (question) => {
      terminal.setPrompt(question);
      // What was typed ahead may have ended the terminal already.
      if (!isClosed) terminal.prompt();
      const { value, done = false } = await lines.next();
      if (!done && value !== undefined) return value.trim();
      output.write('\n');
      throw new CliError('INTERRUPTED', 'interrupted', { hints: ['nothing was written'] });
    },
    close: () => terminal.close(),
  };
}
