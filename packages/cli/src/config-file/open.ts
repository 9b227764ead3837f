import {
  type Document,
  DOCUMENT_FORMATS,
  type DocumentFormat,
  formatOfFile,
  type Path,
  pointerOf,
  readDocument,
} from '@kmscrypt/core/documents';
import type { Place } from '@kmscrypt/core/place';
import { existsSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { CliError, errorOfSource } from '../errors/cli-error.ts';
import { readSource } from '../io/files.ts';
import { findRules, type FoundRules } from '../settings/find-rules.ts';

/** What every message begins with. */
export const MESSAGE_PREFIX = 'kmscrypt::v2::';

/** A file whose values are reached by path. */
export interface ConfigFile {
  /** As the user called it. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Whether there is no such file yet. */
  readonly isNew: boolean;
  readonly document: Document;
  readonly found: FoundRules;
}

export interface OpenOptions {
  /** What `--format` says. */
  readonly format: string | undefined;
  readonly cwd: string;
  /** Whether a file that is not there is an empty one; default no. */
  readonly mayBeNew?: boolean;
  /**
   * Whether tokens alone matter; default no. What then has no known format, or does not parse as it (a template, say), is
   * read as plain text, and so is what holds blobs only; but not where the rule binds tokens, nor against `--format`.
   */
  readonly tokensOnly?: boolean;
}

/**
 * Opens a file: as `--format` says, else its rule, else its name.
 *
 * @throws CliError `INPUT_FAILED`, `FORMAT_UNKNOWN`, `FORMAT_NOT_PARSABLE`, `RULES_INVALID`
 */
export async function openConfigFile(
  name: string,
  { format: asked, cwd, mayBeNew = false, tokensOnly = false }: OpenOptions,
): Promise<ConfigFile> {
  if (name === '-') throw new CliError('USAGE', 'a file is needed here, not stdin');
  const path = resolve(cwd, name);
  const isNew = mayBeNew && !existsSync(path);
  const bytes = isNew ? new Uint8Array() : readSource(name, cwd).bytes;
  const found = await findRules(path, cwd);
  const mayBeText = tokensOnly && asked === undefined && found.rule?.bind === undefined;
  // A blob says nothing of its place or type.
  const isText = mayBeText && !Buffer.from(bytes).includes(MESSAGE_PREFIX);
  const known = isText ? 'text' : (chosenFormat(asked, found) ?? formatOfFile(path));
  const format = known ?? (mayBeText ? 'text' : undefined);
  if (format === undefined) {
    throw new CliError('FORMAT_UNKNOWN', 'its name does not tell its format', {
      source: name,
      hints: [`give --format: ${DOCUMENT_FORMATS.join(', ')}; or the rule's format in .kmscrypt.yaml`],
    });
  }
  const file = { name, path, bytes, isNew, found };
  try {
    return { ...file, document: await parseDocument(format, bytes, name) };
  } catch (error) {
    if (!mayBeText) throw error;
    return { ...file, document: await parseDocument('text', bytes, name) };
  }
}

/** The format that `--format` or the rule names. */
export function chosenFormat(asked: string | undefined, { rule }: FoundRules): DocumentFormat | undefined {
  return DOCUMENT_FORMATS.find((each) => each === asked) ?? rule?.format;
}

/**
 * Reads bytes as a document.
 *
 * @throws CliError `FORMAT_NOT_PARSABLE`
 */
export async function parseDocument(
  format: DocumentFormat,
  bytes: Uint8Array,
  source: string,
): Promise<Document> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new CliError('FORMAT_NOT_PARSABLE', 'is not UTF-8', { cause, source });
  }
  try {
    return await readDocument(format, text);
  } catch (error) {
    throw errorOfSource(error, source);
  }
}

/** What is known of where a text lies. */
export interface Located {
  /** Absolute; undefined for stdin. */
  readonly path: string | undefined;
  readonly found: FoundRules;
}

/** Where a value of the file stands, or what is in none of its values. */
export function placeIn({ path: location, found }: Located, path?: Path): Place {
  return {
    ...(found.name === undefined ? { location: location?.split(sep).join('/') } : { file: found.name }),
    ...(path === undefined ? {} : { path: pointerOf(path) }),
  };
}
