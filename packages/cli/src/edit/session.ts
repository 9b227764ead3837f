import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isatty } from 'node:tty';
import type { ConfigFile } from '../config-file/open.ts';
import { saveFiles } from '../config-file/save.ts';
import { CliError, errorOfSource } from '../errors/cli-error.ts';
import { report } from '../errors/report.ts';
import { STDIN, writeStderr } from '../io/streams.ts';
import type { Surroundings } from '../table/command.ts';
import { editorOf, runEditor } from './editor.ts';
import { refuseExposed } from './exposed.ts';
import { dropKeptEdit, keepEdit, type KeyAccess, keptEditOf } from './kept-edit.ts';
import type { PrivateFolder } from './private-folder.ts';
import { decodeEdited, isOfTheText, withNotes, withoutNotes } from './round.ts';
import type { Shown } from './shown.ts';
import { takeOver } from './take-over.ts';

export interface Session {
  readonly file: ConfigFile;
  readonly shown: Shown;
  /** What the editor begins with: what is shown, or an edit that was kept. */
  readonly start: Uint8Array;
  readonly folder: PrivateFolder;
  readonly access: KeyAccess;
}

/**
 * Has the user edit until the text can be taken over. An edit that cannot be is kept, encrypted.
 *
 * @throws CliError `EDITOR_FAILED`, `INTERRUPTED`, `FILE_CHANGED`, and whatever the text or KMS has against it
 */
export async function editUntilDone(session: Session, { cwd, env }: Surroundings): Promise<void> {
  const { file, shown, start, folder } = session;
  const path = join(folder.path, basename(file.path));
  // What the editor was given back with an error.
  let offered: Buffer | undefined;
  let rounds = 0;
  writeFileSync(path, start, { mode: 0o600 });
  for (;;) {
    const { failure, signal } = await runEditor(editorOf(env), path, folder);
    if (!existsSync(path)) {
      throw new CliError('EDITOR_FAILED', 'the editor left no file', { source: file.name });
    }
    const bytes = readFileSync(path);
    const edited = offered === undefined ? bytes : withoutNotes(bytes);
    if (signal !== undefined) {
      const error = new CliError('INTERRUPTED', `ended by ${signal} while the editor was open`);
      throw await afterKeeping(session, edited, error);
    }
    if (failure !== undefined) {
      const error = new CliError('EDITOR_FAILED', `the editor failed: ${failure}`, { source: file.name });
      throw await afterKeeping(session, edited, error);
    }
    if (isNothing(edited, shown)) {
      dropKeptEdit(file);
      return writeStderr([`kmscrypt: note: ${file.name}: nothing has changed`]);
    }
    try {
      await takeOverAndSave(session, edited, cwd);
      return dropKeptEdit(file);
    } catch (thrown) {
      const error = errorInFile(thrown, file.name);
      rounds += 1;
      // An editor that is a script would go on for ever.
      const isOver = offered?.equals(edited) === true || (rounds >= MOST_ROUNDS && !isatty(STDIN));
      if (!isOfTheText(error) || isOver) throw await afterKeeping(session, edited, error);
      offered = edited;
      writeFileSync(path, withNotes(edited, error, file.document.format), { mode: 0o600 });
    }
  }
}

/** Where nobody sits at a terminal. */
const MOST_ROUNDS = 5;

/** Nothing to take over: what was shown, or a file that was emptied to give up. */
function isNothing(edited: Buffer, shown: Shown): boolean {
  return edited.length === 0 || edited.equals(Buffer.from(shown.text, 'utf8'));
}

/** Encrypts and writes; on a terminal a failure of KMS or the network may be tried again, as the edit is still there. */
async function takeOverAndSave(session: Session, bytes: Uint8Array, cwd: string): Promise<void> {
  const { file, shown, access } = session;
  const edited = decodeEdited(bytes);
  for (;;) {
    try {
      const text = await takeOver(file, { shown, edited }, access);
      refuseExposed(file.document.text, text, shown);
      return saveFiles([{ file, text }], cwd);
    } catch (thrown) {
      const error = errorInFile(thrown, file.name);
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

function errorInFile(thrown: unknown, source: string): unknown {
  if (!(thrown instanceof CliError) || thrown.source !== undefined) return errorOfSource(thrown, source);
  const { code, message, position, hints, errors } = thrown;
  return new CliError(code, message, { cause: thrown, source, position, hints, errors });
}

/** Keeps what was edited, tells where, and answers with the error. */
async function afterKeeping(
  { file, shown, access }: Session,
  edited: Buffer,
  error: unknown,
): Promise<unknown> {
  if (isNothing(edited, shown)) return error;
  const path = keptEditOf(file.name);
  try {
    await keepEdit(file, edited, access);
  } catch (cause) {
    writeStderr([
      `kmscrypt: warning: the edit could not be kept: ${cause instanceof Error ? cause.message : 'unknown'}`,
    ]);
    return error;
  }
  if (error instanceof CliError && error.code === 'FILE_CHANGED') {
    writeStderr([`kmscrypt: note: your edit is kept, encrypted, in ${path}`]);
    return new CliError('FILE_CHANGED', error.message, {
      cause: error,
      source: file.name,
      hints: [`compare: kmscrypt decrypt ${path} shows your edit; delete it, then edit again`],
    });
  }
  writeStderr([
    `kmscrypt: note: the edit is kept, encrypted, in ${path}; kmscrypt edit ${file.name} goes on from it`,
  ]);
  return error;
}
