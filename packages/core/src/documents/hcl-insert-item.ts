import { Refusal } from '../formats/stretch.ts';
import type { Edit } from './editor.ts';
import { endBefore, endsWithHeredoc, itemsOf, startsLine, tailOf } from './hcl-layout.ts';
import type { HclBody, HclObject, HclTuple } from './hcl-nodes.ts';
import { type HclStyle, hclStyleOf, writeHclEntry, writeHclObjects } from './hcl-source.ts';
import { lineIndentAt } from './layout.ts';
import type { Path } from './path.ts';

/** A new item of an object or a list. */
interface Place {
  readonly text: string;
  readonly parent: HclObject | HclTuple;
  readonly style: HclStyle;
  readonly missing: Path;
  readonly source: string;
}

/** Adds an item as the last of an object or a list, laid out as the one before it is. */
export function insertHclItem(
  text: string,
  of: { readonly root: HclBody } & Pick<Place, 'parent' | 'missing' | 'source'>,
): Edit | Refusal {
  const { parent, root } = of;
  const style = hclStyleOf(text, root, parent.kind === 'map' ? parent.entries : []);
  const place: Place = { ...of, text, style };
  return itemsOf(parent).length === 0 ? intoEmpty(place) : behindLast(place);
}

function behindLast(place: Place): Edit | Refusal {
  const { text, parent, style } = place;
  const { newline, unit } = style;
  const items = itemsOf(parent);
  const last = items.at(-1) ?? parent;
  const before = endBefore(text, parent, items.length - 1);
  const tail = tailOf(text, last.end, parent.kind === 'list');
  const isBroken = startsLine(text, last.start, before);
  const isHeredoc = endsWithHeredoc(text, last);
  if (!isBroken && !isHeredoc && !tail.endsWithLineComment) {
    const item = itemSource(place, undefined);
    if (item instanceof Refusal) return item;
    const source = tail.comma === undefined ? `, ${item}` : ` ${item},`;
    return { start: tail.end, end: tail.end, source };
  }
  const indent = lineIndentAt(text, last.start) + (isBroken ? '' : unit);
  const item = itemSource(place, indent);
  if (item instanceof Refusal) return item;
  const line = newline + indent + item;
  if (tail.comma !== undefined) return { start: tail.end, end: tail.end, source: `${line},` };
  if (parent.kind === 'list') {
    // Nothing can follow a heredoc on its line; else the comma goes in front of the comments on the line.
    const comma = isHeredoc ? `${newline}${indent},` : ',';
    return { start: last.end, end: tail.end, source: comma + text.slice(last.end, tail.end) + line };
  }
  const comma = hasCommas(place) && !isHeredoc ? ',' : '';
  return { start: last.end, end: tail.end, source: comma + text.slice(last.end, tail.end) + line };
}

// In an object a line break does as well, but not where the others have commas.
function hasCommas({ text, parent }: Place): boolean {
  const before = itemsOf(parent).at(-2);
  return before !== undefined && tailOf(text, before.end, false).comma !== undefined;
}

function intoEmpty(place: Place): Edit | Refusal {
  const { text, parent, style } = place;
  const { newline, unit } = style;
  const inside = text.slice(parent.start + 1, parent.end - 1);
  const comments = inside.trimEnd();
  const start = parent.start + 1 + comments.length;
  const end = parent.end - 1;
  if (/\n|#|\/\//u.test(inside)) {
    const outer = lineIndentAt(text, parent.start);
    const inner = /\n([ \t]*)\S/u.exec(inside)?.[1] ?? outer + unit;
    const item = itemSource(place, inner);
    const close = text.slice(start, end).includes('\n') ? text.slice(start, end) : newline + outer;
    return item instanceof Refusal ? item : { start, end, source: newline + inner + item + close };
  }
  const item = itemSource(place, undefined);
  const padding = parent.kind === 'map' ? ' ' : '';
  return item instanceof Refusal
    ? item
    : { start, end, source: (comments === '' ? padding : ' ') + item + padding };
}

function itemSource({ parent, missing, source, style }: Place, indent: string | undefined): string | Refusal {
  return parent.kind === 'list'
    ? writeHclObjects({ steps: missing.slice(1), source, indent }, style)
    : writeHclEntry({ steps: missing, source, indent }, style);
}
