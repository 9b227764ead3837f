import { spawn } from 'node:child_process';
import { CliError } from '../errors/cli-error.ts';
import type { Surroundings } from '../table/command.ts';

const ENDS = ['SIGTERM', 'SIGHUP'] as const;
const PASSED = ['SIGINT', 'SIGQUIT'] as const;

/** The editor's command line: `$VISUAL`, else `$EDITOR`, else vi. */
export function editorOf(env: Surroundings['env']): string {
  return env['VISUAL'] || env['EDITOR'] || 'vi';
}

/**
 * Runs an editor on a file until it ends; through the shell, as git does, so that it may have arguments.
 *
 * @returns why it failed; undefined where it did not
 * @throws CliError `INTERRUPTED` where we were told to end meanwhile
 */
export async function runEditor(editor: string, file: string): Promise<string | undefined> {
  let ending: NodeJS.Signals | undefined;
  const child = spawn('sh', ['-c', `${editor} "$@"`, editor, file], { stdio: 'inherit' });
  const end = (signal: NodeJS.Signals): void => {
    ending = signal;
    child.kill(signal);
  };
  // Ctrl-C is for the editor, which gets it from the terminal itself.
  const ignore = (): void => {};
  for (const signal of ENDS) process.on(signal, end);
  for (const signal of PASSED) process.on(signal, ignore);
  try {
    const failure = await new Promise<string | undefined>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (status, signal) => {
        if (status === 0) resolve(undefined);
        else resolve(status === null ? `it was ended by ${signal}` : `its status is ${status}`);
      });
    });
    if (ending !== undefined)
      throw new CliError('INTERRUPTED', `ended by ${ending} while the editor was open`);
    return failure;
  } finally {
    for (const signal of ENDS) process.off(signal, end);
    for (const signal of PASSED) process.off(signal, ignore);
  }
}
