import { Refusal } from '../formats/stretch.ts';
import type { Edit, Insertion } from './editor.ts';
import { endBefore, itemsOf, ownLineAt, tailOf } from './json-layout.ts';
import { type JsonStyle, styleOf } from './json-style.ts';
import { blanksAt, lineIndentAt, lineStartAt } from './layout.ts';
import { writeJson } from './json-write.ts';
import type { Path } from './path.ts';

/** Adds a value as the last item, laid out as the item before it is; of an empty parent, as the document is. */
export function insertJson(text: string, insertion: Insertion): Edit | Refusal {
  const source = writeJson(insertion.scalar);
  if (source instanceof Refusal) return source;
  const place: Place = { text, insertion, source, style: styleOf(text, insertion) };
  if (insertion.parent.start === insertion.parent.end) return intoBlank(place);
  return itemsOf(insertion.parent).length === 0 ? intoEmpty(place) : behindLast(place);
}

interface Place {
  readonly text: string;
  readonly insertion: Insertion;
  readonly source: string;
  readonly style: JsonStyle;
}

function intoBlank({ text, insertion: { parent, missing }, source, style }: Place): Edit {
  const { start, end } = parent;
  const map = nested(missing, { source, style, indent: '' });
  const before = start === 0 ? '' : style.newline;
  const after = /^\r?\n/u.test(text.slice(end)) ? '' : style.newline;
  return { start, end, source: before + map + after };
}

function behindLast(place: Place): Edit {
  const { text, insertion, style } = place;
  const items = itemsOf(insertion.parent);
  const last = items.at(-1) ?? insertion.parent;
  const before = endBefore(text, insertion.parent, items.length - 1);
  const tail = tailOf(text, last.end);
  const line = ownLineAt(text, before);
  if (line === undefined && !tail.endsWithLineComment) {
    const between = text.slice(before, last.start);
    const gap = items.length === 1 ? style.gap : between.slice(between.trimEnd().length);
    const item = gap + itemOf(place, undefined);
    return { start: tail.end, end: tail.end, source: tail.comma === undefined ? `,${item}` : `${item},` };
  }
  const indent = line === undefined ? lineIndentAt(text, last.start) + style.unit : blanksAt(text, line);
  const item = style.newline + indent + itemOf(place, indent);
  if (tail.comma !== undefined) return { start: tail.end, end: tail.end, source: `${item},` };
  // The comma goes in front of the comments on the line.
  return { start: last.end, end: tail.end, source: `,${text.slice(last.end, tail.end)}${item}` };
}

function intoEmpty(place: Place): Edit {
  const { text, insertion, style } = place;
  const { parent } = insertion;
  const [start, end] = [parent.start + 1, parent.end - 1];
  const inside = text.slice(start, end);
  if (inside.trim() !== '') return behindComments(place, inside);
  if (isOpenLine(place)) {
    const outer = style.newline + lineIndentAt(text, parent.start);
    const inner = lineIndentAt(text, parent.start) + style.unit;
    return { start, end, source: style.newline + inner + itemOf(place, inner) + outer };
  }
  const padding = parent.kind === 'map' ? style.padding : '';
  return { start, end, source: padding + itemOf(place, undefined) + padding };
}

function behindComments(place: Place, inside: string): Edit {
  const { text, insertion, style } = place;
  const { parent } = insertion;
  const start = parent.start + 1 + inside.trimEnd().length;
  if (!/[\r\n]/u.test(inside)) return { start, end: start, source: ` ${itemOf(place, undefined)}` };
  const outer = lineIndentAt(text, parent.start);
  const indent = /\n([ \t]*)\/[/*]/u.exec(inside)?.[1] ?? outer + style.unit;
  const close = start === parent.end - 1 ? style.newline + outer : '';
  return { start, end: start, source: style.newline + indent + itemOf(place, indent) + close };
}

/** Whether what is between brackets begins a line: in a document of several, behind a key that is first on its line. */
function isOpenLine({ text, insertion: { parent, root } }: Place): boolean {
  if (parent === root) return true;
  const before = text.slice(lineStartAt(text, parent.start), parent.start);
  const isFirst = /^\s*(?:"(?:[^"\\]|\\.)*"\s*:\s*)?$/u.test(before);
  return isFirst && text.slice(root.start, root.end).includes('\n');
}

/** The item itself: on one line, or on lines of its own where it has an indentation. */
function itemOf(
  { insertion: { parent, missing }, source, style }: Place,
  indent: string | undefined,
): string {
  const [first, ...rest] = missing;
  const value = nested(rest, { source, style, indent });
  return parent.kind === 'list' ? value : JSON.stringify(String(first)) + style.colon + value;
}

interface Nesting {
  readonly source: string;
  readonly style: JsonStyle;
  readonly indent: string | undefined;
}

function nested(steps: Path, { source, style, indent }: Nesting): string {
  const { newline, unit, colon, padding } = style;
  return steps.reduceRight<string>((value, step, depth) => {
    const entry = JSON.stringify(String(step)) + colon + value;
    if (indent === undefined) return `{${padding}${entry}${padding}}`;
    const outer = newline + indent + unit.repeat(depth);
    return `{${outer}${unit}${entry}${outer}}`;
  }, source);
}
