import { Refusal } from '../formats/stretch.ts';
import type { Edit } from './editor.ts';
import { outlineJson } from './json-outline.ts';
import { endBefore, itemsOf, startsLine, type Tail, tailOf } from './json-layout.ts';
import { lineStartAt, nextLineAt } from './layout.ts';
import type { OutlineList, OutlineMap } from './outline.ts';
import type { Path } from './path.ts';
import { resolve } from './resolve.ts';

/** Takes away an item with its comma; and with its line, where it stands alone there, and the comments on it. */
export function removeJson(text: string, path: Path): Edit | Refusal {
  const { found: parent } = resolve(text, outlineJson(text), path.slice(0, -1));
  if (parent?.kind !== 'list' && parent?.kind !== 'map') return new Refusal('it is not there');
  const step = path.at(-1);
  const index = parent.kind === 'list' ? Number(step) : parent.entries.findIndex(({ key }) => key === step);
  const edit = index === itemsOf(parent).length - 1 ? removeLast(text, parent) : removeAt(text, parent, index);
  const inside = text.slice(parent.start + 1, edit.start) + edit.source + text.slice(edit.end, parent.end - 1);
  // Braces with nothing in them are written so: {}.
  return inside.trim() === '' ? { start: parent.start + 1, end: parent.end - 1, source: '' } : edit;
}

function removeAt(text: string, parent: OutlineList | OutlineMap, index: number): Edit {
  const { start, end } = itemsOf(parent)[index] ?? parent;
  const tail = tailOf(text, end);
  const isFirst = startsLine(text, { start, end }, endBefore(text, parent, index));
  if (isFirst && tail.endsLine) return lines(text, start, tail);
  if (tail.endsLine) return { start: trimmed(text, start), end: tail.end, source: '' };
  return { start, end: tail.end + (/^[ \t]*/u.exec(text.slice(tail.end))?.[0].length ?? 0), source: '' };
}

function removeLast(text: string, parent: OutlineList | OutlineMap): Edit {
  const items = itemsOf(parent);
  const { start, end } = items.at(-1) ?? parent;
  const before = endBefore(text, parent, items.length - 1);
  const tail = tailOf(text, end);
  const edit =
    text.slice(before, start).trim() === ''
      ? { start: before, end: tail.end, source: '' }
      : startsLine(text, { start, end }, before) && tail.endsLine
        ? lines(text, start, tail)
        : { start: trimmed(text, start), end: tail.end, source: '' };
  if (tail.comma !== undefined || items.length === 1) return edit;
  // The comma in front would now stand behind the last item; the comments between stay.
  return { ...edit, start: before - 1, source: text.slice(before, edit.start) };
}

function lines(text: string, start: number, tail: Tail): Edit {
  return { start: lineStartAt(text, start), end: nextLineAt(text, tail.end), source: '' };
}

/** Without the blanks in front. */
function trimmed(text: string, start: number): number {
  return start - (/[ \t]*$/u.exec(text.slice(lineStartAt(text, start), start))?.[0].length ?? 0);
}
