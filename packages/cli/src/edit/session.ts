import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isatty } from 'node:tty';
import type { ConfigFile } from '../config-file/open.ts';
import { saveFiles } from '../config-file/save.ts';
import { CliError, errorOfSource } from '../errors/cli-error.ts';
import { report } from '../errors/report.ts';
import { STDIN, writeStderr } from '../io/streams.ts';
import type { Surroundings } from '../table/command.ts';
import { editorOf, runEditor } from './editor.ts';
import { dropKeptEdit, keepEdit, type KeyAccess, keptEditOf } from './kept-edit.ts';
import { isOfTheText, withNotes, withoutNotes } from './round.ts';
import type { Shown } from './shown.ts';
import { takeOver } from './take-over.ts';

export interface Session {
  readonly file: ConfigFile;
  readonly shown: Shown;
  /** What the editor begins with: what is shown, or an edit that was kept. */
  readonly start: string;
  readonly folder: string;
  readonly access: KeyAccess;
}

/**
 * Has the user edit until the text can be taken over. An edit that cannot be is kept, encrypted.
 *
 * @throws CliError `EDITOR_FAILED`, `FILE_CHANGED`, and whatever the text or KMS has against it
 */
export async function editUntilDone(session: Session, { cwd, env }: Surroundings): Promise<void> {
  const { file, shown, start, folder } = session;
  const path = join(folder, basename(file.path));
  // What the editor was given back with an error.
  let offered: string | undefined;
  writeFileSync(path, start, { mode: 0o600 });
  for (;;) {
    const failure = await runEditor(editorOf(env), path);
    const text = readFileSync(path, 'utf8');
    const edited = offered === undefined ? text : withoutNotes(text);
    if (failure !== undefined) {
      const error = new CliError('EDITOR_FAILED', `the editor failed: ${failure}`, { source: file.name });
      throw await afterKeeping(session, edited, error);
    }
    if (edited === shown.text || edited === '') {
      dropKeptEdit(file);
      return writeStderr([`kmscrypt: note: ${file.name}: nothing has changed`]);
    }
    try {
      await takeOverAndSave(session, edited, cwd);
      return dropKeptEdit(file);
    } catch (thrown) {
      const error = errorOfSource(thrown, file.name);
      // An editor that is a script would go on for ever.
      if (!isOfTheText(error) || edited === offered) throw await afterKeeping(session, edited, error);
      offered = edited;
      writeFileSync(path, withNotes(edited, error, file.document.format), { mode: 0o600 });
    }
  }
}

/** Encrypts and writes; on a terminal a failure of KMS or the network may be tried again, as the edit is still there. */
async function takeOverAndSave(session: Session, edited: string, cwd: string): Promise<void> {
  const { file, shown, access } = session;
  for (;;) {
    try {
      return saveFiles([{ file, text: await takeOver(file, { shown, edited }, access) }], cwd);
    } catch (thrown) {
      const error = errorOfSource(thrown, file.name);
      const { lines, status } = report(error);
      if (status < TRY_AGAIN_FROM || status > TRY_AGAIN_TO || !isatty(STDIN)) throw error;
      writeStderr(lines);
      const { askHidden } = await import('../io/prompt.ts');
      await askHidden('Enter tries again, Ctrl-C gives up: ');
    }
  }
}

/** Exit status of what may pass or be mended elsewhere: credentials, throttling, network. */
const TRY_AGAIN_FROM = 4;
const TRY_AGAIN_TO = 6;

/** Keeps what was edited, tells where, and answers with the error. */
async function afterKeeping(
  { file, shown, access }: Session,
  edited: string,
  error: unknown,
): Promise<unknown> {
  if (edited === shown.text || edited === '') return error;
  try {
    await keepEdit(file, edited, access);
    const path = keptEditOf(file.name);
    writeStderr([
      `kmscrypt: note: the edit is kept, encrypted, in ${path}; kmscrypt edit ${file.name} goes on from it`,
    ]);
  } catch (cause) {
    writeStderr([
      `kmscrypt: warning: the edit could not be kept: ${cause instanceof Error ? cause.message : 'unknown'}`,
    ]);
  }
  return error;
}
