import type { Range } from '../formats/range.ts';
import { Refusal, splice } from '../formats/stretch.ts';
import type { Edit } from './editor.ts';
import { isBlankOnLine, tailOf } from './hcl-layout.ts';
import { attributesOf, blocksOf, type HclBody, type HclEntry, hclNodeAt, rangeOf } from './hcl-nodes.ts';
import { readHcl } from './hcl-read.ts';
import { removeHclItem } from './hcl-remove-item.ts';
import { lineStartAt, nextLineAt } from './layout.ts';
import type { Path } from './path.ts';

/** Takes away an attribute, an item with its comma, or blocks; with the line and the comments on it. */
export function removeHcl(text: string, path: Path): Edit | Refusal {
  const root = readHcl(text);
  const parent = hclNodeAt(root, path.slice(0, -1));
  const node = hclNodeAt(root, path);
  if (parent === undefined || node === undefined || !('form' in parent))
    return new Refusal('it is not there');
  const step = path.at(-1);
  if (parent.form === 'tuple') return removeHclItem(text, parent, Number(step));
  if (parent.form === 'object') {
    return removeHclItem(
      text,
      parent,
      parent.entries.findIndex(({ key }) => key === step),
    );
  }
  if (parent.form === 'blocks' && parent.items.length === 2) {
    return new Refusal('the path of the block that is left would change; take it away by hand');
  }
  const attribute = parent.form === 'body' ? attributesOf(parent).find(({ key }) => key === step) : undefined;
  if (attribute === undefined || parent.form !== 'body') {
    const blocks = blocksOf(node).toSorted((one, other) => one.start - other.start);
    return without(
      text,
      blocks.map((block) => withBlankLines(text, linesOf(text, block))),
    );
  }
  return removeAttribute(text, parent, attribute);
}

function removeAttribute(text: string, body: HclBody, attribute: HclEntry): Edit {
  const { header, end, entries } = body;
  const lines = linesOf(text, rangeOf(attribute));
  if (header !== undefined && entries.length === 1) {
    const inside = { start: header.open + 1, end: end - 1, source: '' };
    const isInline = lineStartAt(text, attribute.keyStart) <= header.open;
    const left = text.slice(inside.start, lines.start) + text.slice(lines.end, inside.end);
    // Braces with nothing in them are written so: {}.
    if (isInline || left.trim() === '') return inside;
  }
  const isAlone = attributesOf(body).length === 1;
  return without(text, [isAlone && entries.length > 1 ? withBlankLines(text, lines) : lines]);
}

/** The lines of what stands alone on them but for comments; the end of a comment from above stays. */
function linesOf(text: string, { start, end }: Range): Range {
  const first = lineStartAt(text, start);
  const tail = tailOf(text, end, false);
  const isFirst = isBlankOnLine(text.slice(first, start));
  if (isFirst) return { start: first, end: nextLineAt(text, tail.end) };
  return { start: text.slice(0, start).trimEnd().length, end: tail.end };
}

/** With the blank lines on one side, where there would be too many. */
function withBlankLines(text: string, { start, end }: Range): Range {
  const isBlank = (from: number, to: number): boolean => from < to && text.slice(from, to).trim() === '';
  let [first, last] = [start, end];
  if (/^\s*(?:\}|$)/u.test(text.slice(end))) {
    while (isBlank(lineStartAt(text, first - 1), first)) first = lineStartAt(text, first - 1);
  } else if (/(?:^|\{)\s*$/u.test(text.slice(0, start)) || isBlank(lineStartAt(text, start - 1), start)) {
    while (isBlank(last, nextLineAt(text, last))) last = nextLineAt(text, last);
  }
  return { start: first, end: last };
}

const LAST_BREAK = /\r?\n$/u;
/** A line of a name alone can only be the end of a heredoc, which needs its line break. */
const HEREDOC_END = /(?:^|\n)[ \t]*[\p{ID_Start}_][\p{ID_Continue}-]*\r?\n$/u;

function without(text: string, ranges: readonly Range[]): Edit {
  const start = ranges[0]?.start ?? 0;
  const end = ranges.at(-1)?.end ?? start;
  const gone = ranges.map((range) => ({ start: range.start - start, end: range.end - start, source: '' }));
  const source = splice(text.slice(start, end), gone);
  const before = text.slice(0, start);
  if (end < text.length || text.endsWith('\n') || HEREDOC_END.test(before + source))
    return { start, end, source };
  // A text without a last line break stays one.
  if (source !== '') return { start, end, source: source.replace(LAST_BREAK, '') };
  return { start: before.replace(LAST_BREAK, '').length, end, source };
}
