import { CliError } from '../errors/cli-error.ts';
import { findProgram } from './find-program.ts';

/** The programs that make and fill FIFOs, which JavaScript cannot: they come with every shell. */
export interface FifoTools {
  readonly mkfifo: string;
  readonly cat: string;
}

/**
 * Finds them.
 *
 * @throws CliError `PROGRAM_FAILED`
 */
export function fifoTools(path: string | undefined, cwd: string): FifoTools {
  return { mkfifo: toolOf('mkfifo', path, cwd), cat: toolOf('cat', path, cwd) };
}

function toolOf(name: string, path: string | undefined, cwd: string): string {
  try {
    return findProgram(name, path, cwd);
  } catch (cause) {
    throw new CliError('PROGRAM_FAILED', `${name} is needed for --config F:FIFO, and is not there`, {
      cause,
      hints: ['install coreutils or busybox; or use --config F=ENVVAR, which needs no other program'],
    });
  }
}
