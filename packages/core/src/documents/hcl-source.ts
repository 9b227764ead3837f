import { Refusal } from '../formats/stretch.ts';
import { hclUnitOf } from './hcl-layout.ts';
import { isHclName } from './hcl-names.ts';
import type { HclBody, HclEntry } from './hcl-nodes.ts';
import { writeHclKey } from './hcl-scalar.ts';
import { lineBreakOf } from './layout.ts';
import type { Path } from './path.ts';

/** How a document, or a part of one, is laid out. */
export interface HclStyle {
  readonly newline: string;
  /** One step of indentation. */
  readonly unit: string;
  /** Between key and value. */
  readonly separator: string;
  /** Whether keys are in quotes. */
  readonly quoted: boolean;
}

/** A value and where it shall be: below `steps`, at an indentation, or on one line where there is none. */
export interface HclNew {
  readonly steps: Path;
  readonly source: string;
  readonly indent: string | undefined;
}

/** The style of the last sibling; aligned signs are not followed. */
export function hclStyleOf(text: string, root: HclBody, siblings: readonly HclEntry[]): HclStyle {
  const last = siblings.at(-1);
  const between = last === undefined ? '' : text.slice(last.keyEnd, last.node.start);
  const [, before = '', sign = '', after = ''] = /^([ \t]*)([=:])([ \t]*)$/u.exec(between) ?? [
    '',
    ' ',
    '=',
    ' ',
  ];
  return {
    newline: lineBreakOf(text),
    unit: hclUnitOf(text, root),
    separator: before.slice(0, 1) + sign + after.slice(0, 1),
    quoted: last !== undefined && text[last.keyStart] === '"',
  };
}

/** Writes an attribute whose name is the first step. */
export function writeHclAttribute({ steps, source, indent }: HclNew, style: HclStyle): string | Refusal {
  const [name, ...rest] = steps;
  if (!isHclName(String(name))) {
    return new Refusal(
      'the name of an attribute has letters, digits, _ and - only; add the value below an object',
    );
  }
  const value = writeHclObjects({ steps: rest, source, indent }, style);
  return typeof value === 'string' ? String(name) + style.separator + value : value;
}

/** Writes an item of an object, whose key is the first step. */
export function writeHclEntry({ steps, source, indent }: HclNew, style: HclStyle): string | Refusal {
  const [first, ...rest] = steps;
  const key = writeHclKey(String(first), style.quoted);
  const value = writeHclObjects({ steps: rest, source, indent }, style);
  if (key instanceof Refusal || value instanceof Refusal) return key instanceof Refusal ? key : value;
  return key + style.separator + value;
}

/** Writes an object for each step, one in the other, with the value in the last. */
export function writeHclObjects({ steps, source, indent }: HclNew, style: HclStyle): string | Refusal {
  if (steps.length === 0) return source;
  const inner = indent === undefined ? undefined : indent + style.unit;
  const entry = writeHclEntry({ steps, source, indent: inner }, style);
  if (entry instanceof Refusal) return entry;
  const { newline } = style;
  return inner === undefined ? `{ ${entry} }` : `{${newline}${inner}${entry}${newline}${indent}}`;
}
