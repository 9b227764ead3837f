import type { OutlineNode } from '@kmscrypt/core/documents';
import { parseDocument } from '../config-file/open.ts';
import type { Source } from '../io/files.ts';
import { type Exported, notOf } from './exported.ts';

/**
 * Reads what `chamber export` prints, as JSON or dotenv: all of it is secret.
 *
 * @throws CliError `FORMAT_NOT_PARSABLE`
 */
export async function fromChamber({ name, bytes }: Source): Promise<Exported> {
  // trimStart takes a byte order mark, too.
  const isJson = Buffer.from(bytes).toString('utf8').trimStart().startsWith('{');
  const { root } = await parseDocument(isJson ? 'json' : 'dotenv', bytes, name);
  const pairs = textsOf(root);
  if (pairs === undefined) throw notOf('chamber export --format json', name);
  const values = pairs.map(([key, text]) => ({ path: [key], text, type: 'string', isSecret: true }) as const);
  return { values, warnings: [] };
}

/** The entries of a flat map of strings; undefined of anything else. */
function textsOf(root: OutlineNode): readonly (readonly [key: string, text: string])[] | undefined {
  if (root.kind !== 'map') return undefined;
  const pairs = root.entries.flatMap(({ key, node }) =>
    node.kind === 'value' && node.type === 'string' ? [[key, node.text] as const] : [],
  );
  return pairs.length === root.entries.length ? pairs : undefined;
}
