import { type Document, type DocumentFormat, readDocument } from '@kmscrypt/core/documents';
import { KmscryptError } from '@kmscrypt/core/error';
import type { Position } from '@kmscrypt/core/position';
import { isUtf8 } from 'node:buffer';

/** A file's values, or why they cannot be told. */
export type Reading =
  | { readonly document: Document; readonly fault?: never }
  | { readonly fault: Fault; readonly document?: never };

export interface Fault extends Position {
  readonly message: string;
}

const START: Position = { line: 1, column: 1 };

/** Reads the values of a text; `bytes` are what it was decoded from. */
export async function readValues(
  text: string,
  bytes: Uint8Array,
  format: DocumentFormat | undefined,
): Promise<Reading> {
  if (format === undefined) {
    return {
      fault: { ...START, message: "the file's name does not tell its format, and the rule has none" },
    };
  }
  if (!isUtf8(bytes)) return { fault: { ...START, message: 'the file is not UTF-8' } };
  try {
    return { document: await readDocument(format, text) };
  } catch (error) {
    if (!(error instanceof KmscryptError)) throw error;
    const { message, position } = error.errors[0] ?? error;
    return { fault: { ...(position ?? START), message: `cannot be read as ${format}: ${message}` } };
  }
}
