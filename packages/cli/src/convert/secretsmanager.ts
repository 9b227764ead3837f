import { type OutlineNode, type Path, readDocument } from '@kmscrypt/core/documents';
import * as z from 'zod/mini';
import { CliError } from '../errors/cli-error.ts';
import { demanded } from '../errors/demanded.ts';
import type { Source } from '../io/files.ts';
import { type Exported, type ExportedValue, jsonOf, missing, readExport } from './exported.ts';
import { pathsOfNames } from './names.ts';

const SECRET = z.object({
  Name: z.string(),
  SecretString: z.optional(z.nullable(z.string())),
  /** Base64. */
  SecretBinary: z.optional(z.nullable(z.string())),
});
const EXPORT = z.union([
  z.object({
    SecretValues: z.array(SECRET),
    Errors: z.optional(z.array(z.object({ SecretId: z.string() }))),
    NextToken: z.optional(z.nullable(z.string())),
  }),
  SECRET,
]);

/**
 * Reads what `aws secretsmanager get-secret-value` or `batch-get-secret-value` prints: all of it is secret. A secret that
 * is a JSON object gives its keys, any other one value, under the end of its name. Several are nested by their names.
 *
 * @throws CliError `FORMAT_NOT_PARSABLE`
 */
export async function fromSecretsManager(source: Source): Promise<Exported> {
  const read = await readExport(source, {
    schema: EXPORT,
    command: 'aws secretsmanager get-secret-value --output json',
  });
  const secrets = 'SecretValues' in read ? read.SecretValues : [read];
  const paths = pathsOfNames(secrets.map(({ Name }) => Name));
  const values = await Promise.all(
    secrets.map(async (secret, index): Promise<readonly ExportedValue[]> => {
      const text = textOf(secret, source.name);
      const path = demanded(paths[index], 'every name has a path');
      if (!isObject(jsonOf(text))) return [{ path, text, type: 'string', isSecret: true }];
      const { root } = await readDocument('json', text);
      return leavesOf(text, root, 'SecretValues' in read ? path : []);
    }),
  );
  if (!('SecretValues' in read)) return { values: values.flat(), warnings: [] };
  const refused = read.Errors?.map(({ SecretId }) => SecretId);
  const warnings = missing({ service: 'Secrets Manager', refused, next: read.NextToken });
  return { values: values.flat(), warnings };
}

/** @throws CliError `FORMAT_NOT_PARSABLE` where there is none, as in what `describe-secret` prints */
function textOf({ Name, SecretString, SecretBinary }: z.infer<typeof SECRET>, source: string): string {
  const text = SecretString ?? SecretBinary ?? undefined;
  if (text !== undefined) return text;
  throw new CliError('FORMAT_NOT_PARSABLE', `${Name} has neither a SecretString nor a SecretBinary`, {
    source,
    hints: ['export again, with aws secretsmanager get-secret-value or batch-get-secret-value'],
  });
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The values below the maps of a secret. A list is one value, its JSON: not every format has lists. */
function leavesOf(text: string, node: OutlineNode, path: Path): readonly ExportedValue[] {
  switch (node.kind) {
    case 'map':
      return node.entries.flatMap(({ key, node: child }) => leavesOf(text, child, [...path, key]));
    case 'value':
      return [{ path, text: node.text, type: node.type, isSecret: true }];
    default:
      return [{ path, text: text.slice(node.start, node.end), type: 'string', isSecret: true }];
  }
}
