import type { Path, ScalarType } from '@kmscrypt/core/documents';
import * as z from 'zod/mini';
import { parseDocument } from '../config-file/open.ts';
import { CliError } from '../errors/cli-error.ts';
import type { Source } from '../io/files.ts';

/** What an export holds. */
export interface Exported {
  readonly values: readonly ExportedValue[];
  /** What the user has to know of it. */
  readonly warnings: readonly string[];
}

export interface ExportedValue {
  readonly path: Path;
  readonly text: string;
  readonly type: ScalarType;
  readonly isSecret: boolean;
}

/**
 * Reads an export in JSON. No message ever has a piece of it.
 *
 * @param command what prints such JSON.
 * @throws CliError `FORMAT_NOT_PARSABLE`
 */
export async function readExport<Schema extends z.core.$ZodType>(
  { name, bytes }: Source,
  { schema, command }: { readonly schema: Schema; readonly command: string },
): Promise<z.core.output<Schema>> {
  const { text } = await parseDocument('json', bytes, name);
  // PowerShell and editors put a byte order mark in front.
  const parsed = z.safeParse(schema, jsonOf(text.replace(/^\uFEFF/u, '')));
  if (parsed.success) return parsed.data;
  throw notOf(command, name);
}

/** The error of an export that is none of a command. */
export function notOf(command: string, source: string): CliError {
  return new CliError('FORMAT_NOT_PARSABLE', `is not what ${command} prints`, { source });
}

/** What AWS says of itself that an export does not hold. */
export interface Incomplete {
  readonly service: string;
  /** The names that were asked for and not given. */
  readonly refused: readonly string[] | undefined;
  readonly next: string | null | undefined;
}

/** Warnings of what an export does not hold. */
export function missing({ service, refused = [], next }: Incomplete): readonly string[] {
  return [
    ...(refused.length === 0 ? [] : [`${service} did not give ${refused.join(', ')}`]),
    ...(next ? [`${service} has more than this export: it ends with a NextToken`] : []),
  ];
}

/** What a text is in JSON; undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
