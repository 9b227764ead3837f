import type { DocumentFormat } from '@kmscrypt/core/documents';
import { CliError } from '../errors/cli-error.ts';
import { report } from '../errors/report.ts';

/** What a line begins with that we wrote above an edited text, in the comments of most formats. */
const NOTE = /^(?:#|\/\/) kmscrypt: .*\r?\n/u;

/** Puts an error above a text, in lines that {@link withoutNotes} takes away again. */
export function withNotes(edited: Uint8Array, error: unknown, format: DocumentFormat): Uint8Array {
  const sign = format === 'json' ? '//' : '#';
  const lines = [
    ...report(error).lines,
    'kmscrypt: correct it below; these lines are taken away; empty the file to give up',
  ];
  const notes = lines.map((line) => `${sign} ${line.replace(/^kmscrypt: (?:error: )?/u, 'kmscrypt: ')}\n`);
  return Buffer.concat([Buffer.from(notes.join(''), 'utf8'), edited]);
}

/** An edited text without the notes at its beginning. */
export function withoutNotes(bytes: Buffer): Buffer {
  let rest = bytes;
  // A character a byte, whatever the encoding.
  for (let note = noteOf(rest); note > 0; note = noteOf(rest)) rest = rest.subarray(note);
  return rest;
}

const LONGEST_NOTE = 4096;

function noteOf(bytes: Buffer): number {
  return NOTE.exec(bytes.toString('latin1', 0, LONGEST_NOTE))?.[0].length ?? 0;
}

/**
 * Reads an edited text.
 *
 * @throws CliError `FORMAT_NOT_PARSABLE` where it is not UTF-8: to read it all the same would change it
 */
export function decodeEdited(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new CliError('FORMAT_NOT_PARSABLE', 'what the editor wrote is not UTF-8', { cause });
  }
}

/** Failures that the user can mend in the editor. */
export function isOfTheText(error: unknown): boolean {
  if (!(error instanceof CliError)) return false;
  if (error.code === 'SEVERAL') return error.errors.every(isOfTheText);
  return OF_THE_TEXT.has(error.code);
}

const OF_THE_TEXT: ReadonlySet<string> = new Set([
  'FORMAT_NOT_PARSABLE',
  'FORMAT_CANNOT_EXPRESS',
  'PATH_AMBIGUOUS',
  'SECRET_EXPOSED',
]);
