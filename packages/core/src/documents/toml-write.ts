import { Unreadable } from '../formats/problems.ts';
import { Refusal } from '../formats/stretch.ts';
import { escapeToml, fitsTomlLiteral, quoteToml } from '../formats/toml.ts';
import type { Scalar } from './outline.ts';
import { outlineToml } from './toml-outline.ts';

/** What a source is written after. */
export interface Model {
  /** A value's source, whose quotes are taken where they can hold a string. */
  readonly source: string;
  /** The document's line break. */
  readonly newline: string;
}

/** The source of a scalar. One that is no string may come from another format, whose literals are not all TOML's. */
export function writeToml({ type, text }: Scalar, model: Model): string | Refusal {
  if (type === 'string') return writeString(text, model);
  if (type === 'null') return new Refusal('TOML has no null; take the key away, or write a string');
  if (isLiteral(type, text)) return text;
  return new Refusal(`TOML has no ${type} that is written so; write it as a string`);
}

function isLiteral(type: Scalar['type'], text: string): boolean {
  try {
    const root = outlineToml(`value = ${text}`);
    const [first, ...others] = root.kind === 'map' ? root.entries : [];
    const node = first?.node;
    return others.length === 0 && node?.kind === 'value' && node.type === type && node.text === text;
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}

function writeString(value: string, { source, newline }: Model): string {
  const opening = /^(?:"""|''')(?:\r?\n)?/u.exec(source)?.[0];
  if (opening !== undefined) return writeLines(value, { opening, newline });
  return source.startsWith("'") && fitsLiteral(value) ? `'${value}'` : quoteToml(value);
}

function writeLines(
  value: string,
  { opening, newline }: { readonly opening: string; readonly newline: string },
): string {
  const lines = value.split(newline);
  // The first line break within the quotes is no part of the value.
  const start = opening.length === 3 && lines.length > 1 && lines[0] === '' ? newline : opening.slice(3);
  const inLiteral = lines.join('').replaceAll(/['\t]/gu, '');
  if (opening.startsWith("'") && fitsLiteral(inLiteral) && !/'''|'$/u.test(value))
    return `'''${start}${value}'''`;
  const escaped = lines.map((line) => line.replaceAll(/[^"\t]+/gu, escapeToml)).join(newline);
  return `"""${start}${escaped.replaceAll(/"(?="")|"$/gu, String.raw`\"`)}"""`;
}

function fitsLiteral(value: string): boolean {
  return value === '' || fitsTomlLiteral([{ plaintext: value }]);
}

/** A key of one or more steps: bare where TOML lets it be. */
export function writeTomlKey(steps: readonly (string | number)[]): string {
  return steps
    .map((step) => (/^[\w-]+$/u.test(String(step)) ? String(step) : quoteToml(String(step))))
    .join('.');
}
