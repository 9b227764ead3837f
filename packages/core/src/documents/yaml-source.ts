import { isScalar, parseDocument } from 'yaml';
import { Refusal } from '../formats/stretch.ts';
import { doubleQuoted, writePlain, writeSingleQuoted } from '../formats/yaml-flow.ts';
import type { Scalar } from './outline.ts';
import type { Path } from './path.ts';

/** How a scalar is to be written where there is a choice: `quote` is the one that its siblings have, if any. */
export interface Style {
  readonly inFlow: boolean;
  readonly quote: string;
}

/** A scalar on one line. */
export function sourceOf(scalar: Scalar, { inFlow, quote }: Style): string | Refusal {
  const { type, text } = scalar;
  if (type !== 'string')
    return isLiteral(scalar) ? text : new Refusal(`YAML has no ${type} that is written so`);
  if (quote === '"') return doubleQuoted(text);
  const part = { plaintext: text };
  return quote === "'"
    ? writeSingleQuoted([{ kept: quote }, part, { kept: quote }], text)
    : writePlain([part], { value: text, inFlow });
}

/** What is added: keys below each other and the value of the last one, each in the quotes of its neighbour. */
export interface Addition {
  readonly keys: Path;
  readonly scalar: Scalar;
  readonly keyQuote: string;
  readonly quote: string;
}

export interface Layout {
  /** How many columns a map is further right than the one around it. */
  readonly unit: number;
  readonly newline: string;
}

/** The lines of an addition, the first without its indentation. */
export function blockSource(
  { keys, scalar, keyQuote, quote }: Addition,
  { column, unit, newline }: Layout & { readonly column: number },
): string | Refusal {
  const source = sourceOf(scalar, { inFlow: false, quote });
  if (source instanceof Refusal || keys.length === 0) return source;
  const lines = keys.map((key, depth) => {
    const indent = ' '.repeat(depth === 0 ? 0 : column + depth * unit);
    return `${indent}${keySource(key, { inFlow: false, quote: keyQuote })}:`;
  });
  return `${lines.join(newline)} ${source}`;
}

/** An addition within braces or brackets, its inner maps in braces. */
export function flowSource(
  { keys, scalar, keyQuote, quote }: Addition,
  { colon, pad }: { readonly colon: string; readonly pad: string },
): string | Refusal {
  const source = sourceOf(scalar, { inFlow: true, quote });
  if (source instanceof Refusal) return source;
  return keys.reduceRight<string>((inner, key, depth) => {
    const pair = `${keySource(key, { inFlow: true, quote: keyQuote })}${colon}${inner}`;
    return depth === 0 ? pair : `{${pad}${pair}${pad}}`;
  }, source);
}

function keySource(key: string | number, style: Style): string {
  const source = sourceOf({ type: 'string', text: String(key) }, style);
  if (source instanceof Refusal) throw new TypeError('every text can be quoted');
  return source;
}

// A literal may come from another format, whose numbers are not all YAML's.
function isLiteral({ type, text }: Scalar): boolean {
  const { contents, errors } = parseDocument(text, { prettyErrors: false });
  if (errors.length > 0 || !isScalar(contents) || contents.source !== text) return false;
  return (contents.value === null ? 'null' : typeof contents.value) === type;
}
