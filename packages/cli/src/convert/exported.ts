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
  const parsed = z.safeParse(schema, jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new CliError('FORMAT_NOT_PARSABLE', `is not what ${command} prints`, { source: name });
}

/** What a text is in JSON; undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
