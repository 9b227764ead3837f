import { readDocument } from '@kmscrypt/core/documents';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseDocument } from '../config-file/open.ts';
import { CliError } from '../errors/cli-error.ts';
import type { Surroundings } from '../table/command.ts';
import type { Conversion } from './conversion.ts';
import { openedFields } from './opened-fields.ts';
import type { PeerFile } from './peer-file.ts';
import { outputOf } from './run-program.ts';

const CIPHERTEXT = /^encrypted:/u;
const PUBLIC_KEY = /^DOTENV_PUBLIC_KEY(?:_|$)/u;

/**
 * Reads a file of dotenvx, which decrypts it.
 *
 * @throws CliError `FORMAT_NOT_PARSABLE` where dotenvx has not encrypted it, `PROGRAM_FAILED`
 */
export async function fromDotenvx(
  { name, path, bytes }: Omit<PeerFile, 'format'>,
  surroundings: Surroundings,
): Promise<Conversion> {
  const { text } = await parseDocument('dotenv', bytes, name);
  const document = await readDocument('dotenv', withoutHeader(text, path));
  const fields = document.fields();
  const encrypted = fields.filter(({ value }) => CIPHERTEXT.test(value.text));
  const publicKeys = fields.filter((field) => PUBLIC_KEY.test(String(field.path[0])));
  if (encrypted.length === 0 && publicKeys.length === 0 && document.text === text) {
    throw new CliError('FORMAT_NOT_PARSABLE', 'has neither a public key nor values of dotenvx', {
      source: name,
      hints: ['--from plain takes a file in plaintext'],
    });
  }
  const removed = publicKeys.map((field) => field.path);
  if (encrypted.length === 0) return { document, secrets: [], removed };
  const program = {
    name: 'dotenvx',
    candidates: ['dotenvx', ...installedIn(surroundings.cwd)],
    args: ['decrypt', '--stdout', '-f', path],
    hints: ['dotenvx has to have its key, in .env.keys beside the file or in DOTENV_PRIVATE_KEY'],
  };
  const printed = outputOf(program, surroundings);
  const plain = await parseDocument('dotenv', printed, `${name} as dotenvx decrypts it`);
  return {
    document,
    secrets: openedFields(encrypted, { document: plain, program: 'dotenvx', name }),
    removed,
  };
}

const HEADER = /^#\/-+\[DOTENV_PUBLIC_KEY\]-+\/\r?\n(?:#\/.*\r?\n)*(?:DOTENV_PUBLIC_KEY\w*=.*\r?\n)?/mu;

/** Takes away what dotenvx has put in front: a box of comments, its public key, and the name of the file. */
function withoutHeader(text: string, path: string): string {
  const header = HEADER.exec(text);
  if (header === null) return text;
  const rest = text.slice(header.index + header[0].length);
  const label = ['\n', '\r\n']
    .map((end) => `${end}# ${basename(path)}${end}`)
    .find((line) => rest.startsWith(line));
  return text.slice(0, header.index) + rest.slice(label?.length ?? 0);
}

/** Where npm has installed dotenvx for a project. */
function installedIn(cwd: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = cwd; ; folder = dirname(folder)) {
    folders.push(folder);
    if (folder === dirname(folder)) break;
  }
  return folders
    .map((folder) => join(folder, 'node_modules', '.bin', 'dotenvx'))
    .filter((path) => existsSync(path));
}
