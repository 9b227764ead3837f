import { Refusal } from '../formats/stretch.ts';
import type { Edit, Insertion } from './editor.ts';
import { endBefore, itemsOf, startsLine, tailOf } from './json-layout.ts';
import { indentUnitOf, lineBreakOf, lineIndentAt, lineStartAt } from './layout.ts';
import { writeJson } from './json-write.ts';
import type { OutlineEntry, OutlineNode } from './outline.ts';
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
  readonly style: Style;
}

/** How a document is laid out. */
interface Style {
  readonly newline: string;
  /** One step of indentation. */
  readonly unit: string;
  readonly colon: string;
  /** Between a comma and the item behind it. */
  readonly gap: string;
  /** Inside of the braces of a map on one line. */
  readonly padding: string;
}

function styleOf(text: string, { root, parent }: Insertion): Style {
  const sibling = (parent.kind === 'map' ? parent.entries.at(-1) : undefined) ?? firstEntry(root);
  const key = sibling === undefined ? '' : text.slice(sibling.keyStart, sibling.node.start);
  const colon = /[ ]?:[ ]?$/u.exec(key)?.[0] ?? ': ';
  const isPadded = root.kind === 'map' && /\s/u.test(text[root.start + 1] ?? '');
  return {
    newline: lineBreakOf(text),
    unit: unitOf(text, root),
    colon,
    gap: colon === ':' ? '' : ' ',
    padding: isPadded ? ' ' : '',
  };
}

function firstEntry(root: OutlineNode): OutlineEntry | undefined {
  let node: OutlineNode | undefined = root;
  while (node?.kind === 'list') [node] = node.items;
  return node?.kind === 'map' ? node.entries[0] : undefined;
}

function unitOf(text: string, root: OutlineNode): string {
  const [first] = root.kind === 'list' || root.kind === 'map' ? itemsOf(root) : [];
  const outer = lineIndentAt(text, root.start);
  const inner = first === undefined ? outer : lineIndentAt(text, first.start);
  return inner.startsWith(outer) && inner !== outer ? inner.slice(outer.length) : indentUnitOf(text);
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
  const isBroken = startsLine(text, last, before);
  if (!isBroken && !tail.endsWithLineComment) {
    const gap = items.length === 1 ? style.gap : (/[ \t]*$/u.exec(text.slice(before, last.start))?.[0] ?? '');
    const item = gap + itemOf(place, undefined);
    return { start: tail.end, end: tail.end, source: tail.comma === undefined ? `,${item}` : `${item},` };
  }
  const indent = isBroken ? lineIndentAt(text, last.start) : lineIndentAt(text, last.start) + style.unit;
  const line = style.newline + indent + itemOf(place, indent);
  if (tail.comma !== undefined) return { start: tail.end, end: tail.end, source: `${line},` };
  // The comma goes in front of the comments on the line.
  return { start: last.end, end: tail.end, source: `,${text.slice(last.end, tail.end)}${line}` };
}

function intoEmpty(place: Place): Edit {
  const { text, insertion, style } = place;
  const { parent, root } = insertion;
  const inside = text.slice(parent.start + 1, parent.end - 1);
  const comments = inside.trimEnd();
  const start = parent.start + 1 + comments.length;
  const end = parent.end - 1;
  const outer = lineIndentAt(text, parent.start);
  const inner = /\n([ \t]*)\S/u.exec(inside)?.[1] ?? outer + style.unit;
  const isBroken = comments === '' ? parent === root || isOpenLine(place) : /\n|\/\//u.test(inside);
  if (isBroken) {
    const close = comments !== '' && end > start ? text.slice(start, end) : style.newline + outer;
    return { start, end, source: style.newline + inner + itemOf(place, inner) + close };
  }
  const padding = comments === '' ? (parent.kind === 'map' ? style.padding : '') : ' ';
  const close = comments === '' ? padding : text.slice(start, end);
  return { start, end, source: padding + itemOf(place, undefined) + close };
}

/** Whether a bracket has nothing in front of it on its line but its key, in a document of several lines. */
function isOpenLine({ text, insertion: { parent, root } }: Place): boolean {
  const before = text.slice(lineStartAt(text, parent.start), parent.start);
  return text.slice(root.start, root.end).includes('\n') && /^\s*(?:"(?:[^"\\]|\\.)*"\s*:\s*)?$/u.test(before);
}

/** The item itself: on one line, or on lines of its own where it has an indentation. */
function itemOf({ insertion: { parent, missing }, source, style }: Place, indent: string | undefined): string {
  const [first, ...rest] = missing;
  const value = nested(rest, { source, style, indent });
  return parent.kind === 'list' ? value : JSON.stringify(String(first)) + style.colon + value;
}

interface Nesting {
  readonly source: string;
  readonly style: Style;
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
