import { decryptBytes } from '@kmscrypt/core/decrypt';
import { encryptItems } from '@kmscrypt/core/encrypt';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ConfigFile } from '../config-file/open.ts';
import { CliError } from '../errors/cli-error.ts';
import { replaceFiles } from '../io/replace-files.ts';
import type { EncryptSettings } from '../settings/choose.ts';
import { kmsOf } from '../settings/kms-of.ts';
import type { Surroundings } from '../table/command.ts';

export interface KeyAccess {
  readonly settings: EncryptSettings;
  readonly env: Surroundings['env'];
}

/** Where an edit that was not taken over is kept: beside the file, encrypted. */
export function keptEditOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.kmscrypt-edit`);
}

/** Keeps an edit under the file's own key. @throws KmscryptError, CliError where it cannot be encrypted or written */
export async function keepEdit(
  file: ConfigFile,
  edited: Uint8Array,
  { settings, env }: KeyAccess,
): Promise<void> {
  const [token] = await encryptItems([{ plaintext: edited, pairs: {} }], {
    ...settings,
    kms: kmsOf(settings, env),
  });
  const text = [
    `# An edit of ${basename(file.path)} that was not taken over, encrypted. "kmscrypt edit" goes on from it.`,
    `# of: ${digestOf(file)}`,
    `${token}\n`,
  ].join('\n');
  replaceFiles([{ file: keptEditOf(file.path), content: Buffer.from(text, 'utf8') }], dirname(file.path));
}

/**
 * Takes up an edit that was kept; undefined where there is none.
 *
 * @throws CliError `FILE_CHANGED` where the file is no longer what was edited; KmscryptError where it cannot be decrypted
 */
export async function takeUpEdit(
  file: ConfigFile,
  { settings, env }: KeyAccess,
): Promise<Uint8Array | undefined> {
  const path = keptEditOf(file.path);
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  if (/^# of: (.*)$/mu.exec(text)?.[1] !== digestOf(file)) {
    throw new CliError('FILE_CHANGED', 'has changed since an edit of it was kept', {
      source: file.name,
      hints: [`kmscrypt decrypt ${keptEditOf(file.name)} shows that edit; delete it to begin anew`],
    });
  }
  const token = Buffer.from(text.trim().split('\n').at(-1) ?? '', 'utf8');
  return decryptBytes(token, { kms: kmsOf(settings, env), region: settings.region });
}

export function dropKeptEdit(file: ConfigFile): void {
  rmSync(keptEditOf(file.path), { force: true });
}

function digestOf({ bytes }: ConfigFile): string {
  return `sha256 ${createHash('sha256').update(bytes).digest('hex')}`;
}
