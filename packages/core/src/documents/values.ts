import { KmscryptError } from '../error.ts';
import { readJson } from '../formats/json.ts';
import { errorOf, Unreadable } from '../formats/problems.ts';
import { BYTE_ORDER_MARK } from './byte-order-mark.ts';
import { readDocument } from './document.ts';
import type { OutlineNode, ScalarType } from './outline.ts';

/** Formats whose documents are values of a program: the others hold expressions, or no structure. */
export const VALUE_FORMATS = ['json', 'yaml', 'toml', 'dotenv', 'properties', 'ini'] as const;

export type ValueFormat = (typeof VALUE_FORMATS)[number];

/**
 * Reads what a document says: maps as plain objects (a key `__proto__` is an own one), lists as arrays. YAML's aliases and
 * merge keys (`<<`) are followed; what they make of a text is bounded. TOML's dates are objects, its integers beyond the safe
 * ones a bigint; those of JSON and YAML lose digits beyond 2^53, as with JSON.parse, unless they are quoted. A text in which
 * nothing stands is an empty object.
 *
 * @throws KmscryptError `FORMAT_NOT_PARSABLE` with its position, or a `SEVERAL` of them
 */
export async function readValues(format: ValueFormat, text: string): Promise<unknown> {
  const unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.slice(BYTE_ORDER_MARK.length) : text;
  try {
    return await READ[format](unmarked);
  } catch (error) {
    if (error instanceof RangeError) {
      throw new KmscryptError('FORMAT_NOT_PARSABLE', 'it is nested too deeply');
    }
    if (!(error instanceof Unreadable)) throw error;
    throw errorOf(
      unmarked,
      error.faults.map(({ offset, reason }) => ({ code: 'FORMAT_NOT_PARSABLE', offset, reason })),
    );
  }
}

/**
 * Reads a literal of a type as a format writes it, such as `5432`, `0o17` or `true`: what a token with the type decrypts to.
 *
 * @throws KmscryptError `FORMAT_NOT_PARSABLE` where it is none of that type; it is not quoted
 */
export async function readLiteral(
  format: ValueFormat,
  type: Exclude<ScalarType, 'string'>,
  literal: string,
): Promise<unknown> {
  const value = await valueOfLiteral(format, literal).catch(() => undefined);
  const isType = {
    number: typeof value === 'number' || typeof value === 'bigint',
    boolean: typeof value === 'boolean',
    null: value === null,
    datetime: value instanceof Date,
  };
  if (isType[type]) return value;
  throw new KmscryptError('FORMAT_NOT_PARSABLE', `its plaintext is not a ${type} of ${format}`);
}

async function valueOfLiteral(format: ValueFormat, literal: string): Promise<unknown> {
  if (/[\r\n]/u.test(literal)) return undefined;
  if (format === 'yaml') {
    // In a list: alone it might be an empty document.
    const list = await READ.yaml(`- ${literal}`);
    return Array.isArray(list) && list.length === 1 ? list[0] : undefined;
  }
  if (format !== 'toml') return READ.json(literal);
  const table = await READ.toml(`value = ${literal}`);
  return typeof table === 'object' && table !== null && 'value' in table ? table.value : undefined;
}

const READ: Readonly<Record<ValueFormat, (text: string) => unknown>> = {
  json: (text) => (text.trim() === '' ? {} : readJson(text)),
  yaml: async (text) => (await import('./yaml-values.ts')).valuesOfYaml(text),
  toml: async (text) => (await import('../formats/toml.ts')).parseToml(text),
  dotenv: (text) => valuesOfOutline('dotenv', text),
  properties: (text) => valuesOfOutline('properties', text),
  ini: (text) => valuesOfOutline('ini', text),
};

async function valuesOfOutline(format: 'dotenv' | 'properties' | 'ini', text: string): Promise<unknown> {
  const { root } = await readDocument(format, text);
  return valueOfNode(root);
}

// Of a key that stands twice the last one counts, as the readers of these formats have it.
function valueOfNode(node: OutlineNode): unknown {
  if (node.kind === 'map') {
    return Object.fromEntries(node.entries.map(({ key, node: child }) => [key, valueOfNode(child)]));
  }
  if (node.kind === 'list') return node.items.map(valueOfNode);
  return node.kind === 'value' ? node.text : null;
}
