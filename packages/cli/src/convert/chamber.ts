import * as z from 'zod/mini';
import { parseDocument } from '../config-file/open.ts';
import type { Source } from '../io/files.ts';
import { type Exported, readExport } from './exported.ts';

const JSON_EXPORT = z.record(z.string(), z.string());

/**
 * Reads what `chamber export` prints, as JSON or dotenv: all of it is secret.
 *
 * @throws CliError `FORMAT_NOT_PARSABLE`
 */
export async function fromChamber(source: Source): Promise<Exported> {
  const isJson = Buffer.from(source.bytes).toString('utf8').trimStart().startsWith('{');
  const pairs = isJson
    ? Object.entries(
        await readExport(source, { schema: JSON_EXPORT, command: 'chamber export --format json' }),
      )
    : (await parseDocument('dotenv', source.bytes, source.name))
        .fields()
        .map(({ path, value }) => [String(path[0]), value.text] as const);
  const values = pairs.map(([key, text]) => ({ path: [key], text, type: 'string', isSecret: true }) as const);
  return { values, warnings: [] };
}
