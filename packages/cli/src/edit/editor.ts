import { spawn } from 'node:child_process';
import type { Surroundings } from '../table/command.ts';
import type { PrivateFolder } from './private-folder.ts';

/** The editor's command line: `$VISUAL`, else `$EDITOR`, else vi. */
export function editorOf(env: Surroundings['env']): string {
  return env['VISUAL'] || env['EDITOR'] || 'vi';
}

/** How an editor ended: what it has against its end, and the signal by which we were told to end meanwhile. */
export interface EditorEnd {
  readonly failure: string | undefined;
  readonly signal: NodeJS.Signals | undefined;
}

/** Runs an editor on a file until it ends; through the shell, as git does, so that it may have arguments. */
export async function runEditor(editor: string, file: string, folder: PrivateFolder): Promise<EditorEnd> {
  // In the shell's place where it is a plain command line, so that a signal reaches the editor itself.
  const exec = /^[\w@%+:,./ -]+$/u.test(editor) ? 'exec ' : '';
  const child = spawn('sh', ['-c', `${exec}${editor} "$@"`, editor, file], { stdio: 'inherit' });
  let ended: NodeJS.Signals | undefined;
  const take = (signal: NodeJS.Signals): void => {
    // Ctrl-C and Ctrl-\ are for the editor, which gets them from the terminal itself.
    if (signal === 'SIGINT' || signal === 'SIGQUIT') return;
    ended = signal;
    child.kill(signal);
  };
  const failure = await folder.hearing(
    take,
    () =>
      new Promise<string | undefined>((resolve) => {
        child.once('error', (error) => resolve(error.message));
        child.once('close', (status, signal) => {
          if (status === 0) resolve(undefined);
          else resolve(status === null ? `it was ended by ${signal}` : `its status is ${status}`);
        });
      }),
  );
  return { failure, signal: ended };
}
