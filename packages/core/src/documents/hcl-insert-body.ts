import { writeHclString } from '../formats/hcl-write.ts';
import { Refusal } from '../formats/stretch.ts';
import type { Edit } from './editor.ts';
import { tailOf } from './hcl-layout.ts';
import { attributesOf, type HclBlocks, type HclBody, blocksOf, type HclLabels } from './hcl-nodes.ts';
import { type HclNew, type HclStyle, hclStyleOf, writeHclAttribute } from './hcl-source.ts';
import { lineIndentAt } from './layout.ts';
import type { Path } from './path.ts';

/** What is new, and where. */
interface Place<Parent> {
  readonly root: HclBody;
  readonly parent: Parent;
  readonly missing: Path;
  readonly source: string;
}

/** Adds an attribute behind the last one of a block or of the file. */
export function insertHclAttribute(text: string, place: Place<HclBody>): Edit | Refusal {
  const { root, parent, missing: steps, source } = place;
  const attributes = attributesOf(parent);
  const style = hclStyleOf(text, root, attributes);
  const last = attributes.at(-1);
  const outer = lineIndentAt(text, parent.start);
  const { header } = parent;
  const isInline = header !== undefined && !tailOf(text, header.open + 1, false).endsLine;
  const inner = header === undefined ? '' : outer + style.unit;
  const indent = last === undefined || isInline ? inner : lineIndentAt(text, last.keyStart);
  const attribute = writeHclAttribute({ steps, source, indent }, style);
  if (attribute instanceof Refusal) return attribute;
  const line = style.newline + indent + attribute;
  if (isInline) {
    const [start, end] = [header.open + 1, parent.end - 1];
    const inside = text.slice(start, end).trim();
    const kept = inside === '' ? '' : style.newline + inner + inside;
    return { start, end, source: kept + line + style.newline + outer };
  }
  if (last !== undefined) return at(tailOf(text, last.node.end, false).end, line);
  if (header === undefined) return atEnd(text, parent, { attribute, style });
  const start = header.open + 1;
  if (parent.entries.length === 0)
    return at(start + text.slice(start, parent.end - 1).trimEnd().length, line);
  // In front of the first block, with a blank line between.
  const { end } = tailOf(text, start, false);
  const isApart = /^\r?\n[ \t]*\r?\n/u.test(text.slice(end));
  return at(end, isApart ? line : line + style.newline);
}

function at(offset: number, source: string): Edit {
  return { start: offset, end: offset, source };
}

function atEnd(
  text: string,
  file: HclBody,
  { attribute, style: { newline } }: { readonly attribute: string; readonly style: HclStyle },
): Edit {
  const endsLine = /^$|\n$/u.test(text);
  const isApart = file.entries.length === 0 || /(?:^|\n)[ \t]*\r?\n$/u.test(text);
  const before = (endsLine ? '' : newline) + (isApart ? '' : newline);
  return at(text.length, before + attribute + (endsLine ? newline : ''));
}

/** Adds a block behind the last one of its type; the first of the missing steps are its labels. */
export function insertHclBlock(text: string, place: Place<HclLabels | HclBlocks>): Edit | Refusal {
  const { root, parent, missing, source } = place;
  const last = blocksOf(parent).reduce((one, other) => (other.end > one.end ? other : one));
  const { type = '', labels: siblings = [] } = last.header ?? {};
  const known = parent.form === 'labels' ? parent.depth : siblings.length;
  const count = parent.form === 'labels' ? siblings.length - known : 1;
  const steps = missing.slice(count);
  if (steps.length === 0) return new Refusal(`a ${type} block is no value; give the path of one in it`);
  const own = parent.form === 'labels' ? missing.slice(0, count) : [];
  const style = hclStyleOf(text, root, attributesOf(last));
  const indent = lineIndentAt(text, last.start);
  const labels = labelsSource([...siblings.slice(0, known), ...own.map(String)]);
  const body = bodySource({ steps, source, indent }, style);
  if (labels instanceof Refusal) return labels;
  if (body instanceof Refusal) return body;
  const isBroken = text.slice(last.start, last.end).includes('\n');
  const { end } = tailOf(text, last.end, false);
  return at(end, style.newline.repeat(isBroken ? 2 : 1) + indent + type + labels + body);
}

function labelsSource(labels: readonly string[]): string | Refusal {
  let source = '';
  for (const label of labels) {
    const one = writeHclString(label);
    if (one instanceof Refusal) return one;
    source += ` ${one}`;
  }
  return source;
}

function bodySource({ steps, source, indent = '' }: HclNew, style: HclStyle): string | Refusal {
  const inner = indent + style.unit;
  const attribute = writeHclAttribute({ steps, source, indent: inner }, style);
  if (attribute instanceof Refusal) return attribute;
  return ` {${style.newline}${inner}${attribute}${style.newline}${indent}}`;
}
