import { createInterface } from 'node:readline';
import { CliError } from './cli-error.ts';

/** Somebody who can be asked. */
export interface Terminal {
  /** Answers with a line, without blanks around it. */
  readonly ask: (question: string) => Promise<string>;
  readonly close: () => void;
}

/**
 * Asks on the terminal; questions go to stderr, so that stdout holds data alone. `ask` rejects with CliError `INTERRUPTED` on
 * Ctrl-C and Ctrl-D.
 */
export function openTerminal(): Terminal {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Keeps lines that are typed, or pasted, ahead of their question.
  const lines = terminal[Symbol.asyncIterator]();
  return {
    ask: async (question) => {
      terminal.setPrompt(question);
      terminal.prompt();
      const { value, done = false } = await lines.next();
      if (!done && value !== undefined) return value.trim();
      process.stderr.write('\n');
      throw new CliError('INTERRUPTED', 'interrupted', { hints: ['nothing was written'] });
    },
    close: () => terminal.close(),
  };
}
