import * as nodeModule from 'node:module';
import { CliError } from '../errors/cli-error.ts';
import { systemCode } from '../errors/system-code.ts';
import { restoreDefaultSignals } from './default-signals.ts';
import type { Variables } from './original-environment.ts';
import type { Program } from './program.ts';
import { programNotExecutable, programNotFound } from './runnable.ts';

/** Whether this runtime can become another program: Node from 22.15 on, and bun. */
export function canBecome(): boolean {
  return typeof process.execve === 'function';
}

/**
 * Becomes a program: the same process, with nothing of ours in its memory. Descriptors 0 to 2 stay as they are.
 *
 * @throws CliError where the runtime tells a failure; Node ends with an abort instead, so all is looked at before
 */
export function become({ file, argv }: Program, variables: Variables): never {
  restoreDefaultSignals();
  // What would be written at the end of the process, which does not come.
  nodeModule.flushCompileCache?.();
  try {
    if (process.execve === undefined) throw new TypeError('this runtime cannot become a program');
    return process.execve(file, argv, Object.fromEntries(variables));
  } catch (cause) {
    throw failure(argv[0] ?? file, cause);
  }
}

function failure(name: string, cause: unknown): unknown {
  if (cause instanceof TypeError) return cause;
  const code = systemCode(cause);
  if (code === 'ENOENT') return programNotFound(name, 'what runs it is not here');
  if (code !== 'E2BIG') return programNotExecutable(name, code);
  return new CliError('ENVIRONMENT_TOO_LARGE', 'all variables and arguments together are too large');
}
