import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { type ConfigFile, openConfigFile } from '../config-file/open.ts';
import { openTokensOf } from '../config-file/open-tokens-of.ts';
import { placedTokens } from '../config-file/placed-tokens.ts';
import { takeUpEdit } from '../edit/kept-edit.ts';
import { withPrivateFolder } from '../edit/private-folder.ts';
import { editUntilDone } from '../edit/session.ts';
import { showPlaintexts } from '../edit/shown.ts';
import { fileError } from '../errors/file-error.ts';
import { WRITE_CURES } from '../io/replace-files.ts';
import { writeStderr } from '../io/streams.ts';
import { chooseAws, chooseEncrypt } from '../settings/choose.ts';
import type { Invocation } from '../table/command.ts';
import type { EditOptions } from '../table/edit.ts';

/** `kmscrypt edit`: shows a file decrypted, and takes over what changed. */
export async function run({ options, args, env, cwd }: Invocation<EditOptions>): Promise<void> {
  const [name = ''] = args;
  const file = await openConfigFile(name, { format: options.format, cwd });
  // Before the editor opens: an edit that could not be encrypted or written would be lost.
  checkWritable(file);
  const access = { settings: chooseEncrypt(options, file.found, env), env };
  const isValue = file.document.format === 'text';
  const tokens = placedTokens(file.document).filter(({ field }) => isValue || field !== undefined);
  const plaintexts = await openTokensOf(file, tokens, { settings: chooseAws(options, file.found, env), env });
  const shown = await showPlaintexts(file, plaintexts);
  const kept = await takeUpEdit(file, access);
  if (kept !== undefined) writeStderr([`kmscrypt: note: ${name}: this goes on from the edit that was kept`]);
  await withPrivateFolder(env, (folder) =>
    editUntilDone(
      { file, shown, start: kept ?? Buffer.from(shown.text, 'utf8'), folder, access },
      { env, cwd },
    ),
  );
}

/** @throws CliError `OUTPUT_FAILED` */
function checkWritable({ path, name }: ConfigFile): void {
  for (const each of [path, dirname(path)]) {
    try {
      accessSync(each, constants.W_OK);
    } catch (cause) {
      throw fileError('OUTPUT_FAILED', name, { cause, cures: WRITE_CURES });
    }
  }
}
