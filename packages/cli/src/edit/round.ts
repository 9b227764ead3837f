import type { DocumentFormat } from '@kmscrypt/core/documents';
import { CliError } from '../errors/cli-error.ts';
import { report } from '../errors/report.ts';

/** What a line begins with that we wrote above an edited text, in the comments of most formats. */
const NOTE = /^(?:#|\/\/) kmscrypt: .*\r?\n/u;

/** Puts an error above a text, in lines that {@link withoutNotes} takes away again. */
export function withNotes(text: string, error: unknown, format: DocumentFormat): string {
  const sign = format === 'json' ? '//' : '#';
  const lines = [
    ...report(error).lines,
    'kmscrypt: correct it below; these lines are taken away; empty the file to give up',
  ];
  const notes = lines.map((line) => `${sign} ${line.replace(/^kmscrypt: (?:error: )?/u, 'kmscrypt: ')}\n`);
  return notes.join('') + text;
}

/** An edited text without the notes at its beginning. */
export function withoutNotes(text: string): string {
  let rest = text;
  for (let note = NOTE.exec(rest); note !== null; note = NOTE.exec(rest)) rest = rest.slice(note[0].length);
  return rest;
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
]);
