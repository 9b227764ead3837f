import { type Document, type DocumentFormat, type Path, pointerOf } from '@kmscrypt/core/documents';
import * as z from 'zod/mini';
import { parseDocument } from '../config-file/open.ts';
import { CliError } from '../errors/cli-error.ts';
import type { Surroundings } from '../table/command.ts';
import type { Conversion } from './conversion.ts';
import { jsonOf } from './exported.ts';
import { openedFields } from './opened-fields.ts';
import type { PeerFile } from './peer-file.ts';
import { outputOf } from './run-program.ts';
import { refuseEncryptedComments } from './sops-comments.ts';

/** What sops calls the formats that it knows. It takes every other file as one value, `binary`. */
const STORES: Readonly<Partial<Record<DocumentFormat, string>>> = {
  json: 'json',
  yaml: 'yaml',
  dotenv: 'dotenv',
  ini: 'ini',
};
const CIPHERTEXT = /^ENC\[AES256_GCM,[^\]]*\]$/u;

/**
 * Reads a file of sops, which decrypts it.
 *
 * @throws CliError `FORMAT_NOT_PARSABLE` where sops has not encrypted it, `FORMAT_CANNOT_EXPRESS` for encrypted comments,
 *   `PROGRAM_FAILED`
 */
export async function fromSops(file: PeerFile, surroundings: Surroundings): Promise<Conversion> {
  const { name, bytes, format } = file;
  if (isBinaryStore(file)) {
    const plaintext = decrypt(file, { from: 'binary', to: 'binary' }, surroundings);
    const document = await parseDocument('text', bytes, name);
    return { document, secrets: [{ path: [], plaintext, type: 'string' }] };
  }
  const document = await parseDocument(format, bytes, name);
  const store = STORES[format];
  if (store === undefined || !isSopsDocument(document)) {
    throw new CliError('FORMAT_NOT_PARSABLE', 'has no metadata of sops, so sops has not encrypted it', {
      source: name,
      hints: ['--from plain takes a file in plaintext; --format tells the format where the name does not'],
    });
  }
  refuseEncryptedComments(document, name);
  // What sops makes of INI is its own: other readers see other values in it.
  const isIni = store === 'ini';
  const printed = decrypt(file, { from: store, to: isIni ? 'json' : store }, surroundings);
  const plain = await parseDocument(isIni ? 'json' : format, printed, `${name} as sops decrypts it`);
  const encrypted = document
    .fields()
    .filter(({ path, value }) => metadataPath(document, path) === undefined && CIPHERTEXT.test(value.text));
  const decrypted = { document: plain, program: 'sops', name, ...(isIni && { pathOf: pathInIni }) };
  return { document, secrets: openedFields(encrypted, decrypted), removed: metadataOf(document) };
}

/** Whether a document has the metadata of sops, and not just a key of that name. */
export function isSopsDocument(document: Document): boolean {
  return document.fields().some(({ path }) => {
    const last = String(path.at(-1));
    return metadataPath(document, path) !== undefined && (last === 'mac' || last === 'sops_mac');
  });
}

/** What a path belongs to that only sops needs: a key at the top of each document, in dotenv many keys. */
function metadataPath({ format }: Document, path: Path): Path | undefined {
  const [first, second] = path;
  if (format === 'dotenv') return String(first).startsWith('sops_') ? path : undefined;
  if (first === 'sops') return [first];
  return format === 'yaml' && typeof first === 'number' && second === 'sops' ? [first, second] : undefined;
}

function metadataOf(document: Document): readonly Path[] {
  const paths = document.fields().flatMap(({ path }) => {
    const metadata = metadataPath(document, path);
    return metadata === undefined ? [] : [[pointerOf(metadata), metadata] as const];
  });
  return Array.from(new Map(paths).values());
}

/** Sections hold keys, and have dots in their names; what is above all sections is in one of sops' own. */
function pathInIni(path: Path): Path {
  return [path.slice(0, -1).join('.') || 'DEFAULT', ...path.slice(-1)];
}

const BINARY_STORE = z.object({ data: z.string().check(z.regex(CIPHERTEXT)), sops: z.looseObject({}) });

/** A file of any other format is one value in JSON. */
function isBinaryStore({ bytes, format }: PeerFile): boolean {
  if (format === 'json' || format === 'yaml') return false;
  return BINARY_STORE.safeParse(jsonOf(Buffer.from(bytes).toString('utf8'))).success;
}

function decrypt(
  { path }: PeerFile,
  { from, to }: { readonly from: string; readonly to: string },
  surroundings: Surroundings,
): Buffer {
  const program = {
    name: 'sops',
    candidates: ['sops'],
    args: ['--decrypt', '--input-type', from, '--output-type', to, path],
    hints: ['sops has to have its key; try sops --decrypt on the file'],
  };
  return outputOf(program, surroundings);
}
