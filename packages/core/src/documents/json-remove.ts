import { Refusal } from '../formats/stretch.ts';
import type { Edit } from './editor.ts';
import { outlineJson } from './json-outline.ts';
import { endBefore, itemsOf, ownLineAt, tailOf } from './json-layout.ts';
import { blanksAt, lineStartAt, nextLineAt } from './layout.ts';
import type { OutlineList, OutlineMap } from './outline.ts';
import type { Path } from './path.ts';
import { resolve } from './resolve.ts';

/** Takes away an item with its comma; and with its line, where it stands alone there, and the comments on it. */
export function removeJson(text: string, path: Path): Edit | Refusal {
  const { found: parent } = resolve(text, outlineJson(text), path.slice(0, -1));
  if (parent?.kind !== 'list' && parent?.kind !== 'map') return new Refusal('it is not there');
  const step = path.at(-1);
  const index = parent.kind === 'list' ? Number(step) : parent.entries.findIndex(({ key }) => key === step);
  const edit =
    index === itemsOf(parent).length - 1 ? removeLast(text, parent) : removeAt(text, parent, index);
  const inside =
    text.slice(parent.start + 1, edit.start) + edit.source + text.slice(edit.end, parent.end - 1);
  // Braces with nothing in them are written so: {}.
  return inside.trim() === '' ? { start: parent.start + 1, end: parent.end - 1, source: '' } : edit;
}

function removeAt(text: string, parent: OutlineList | OutlineMap, index: number): Edit {
  const { start, end } = itemsOf(parent)[index] ?? parent;
  const tail = tailOf(text, end);
  if (!tail.endsLine) return { start, end: tail.end + blanksAt(text, tail.end).length, source: '' };
  const line = ownLineAt(text, endBefore(text, parent, index));
  if (line === undefined) return { start: trimmed(text, start), end: tail.end, source: '' };
  return { start: line, end: nextLineAt(text, tail.end), source: '' };
}

function removeLast(text: string, parent: OutlineList | OutlineMap): Edit {
  const items = itemsOf(parent);
  const { start, end } = items.at(-1) ?? parent;
  const before = endBefore(text, parent, items.length - 1);
  const tail = tailOf(text, end);
  const line = tail.endsLine ? ownLineAt(text, before) : undefined;
  let edit: Edit = { start: trimmed(text, start), end: tail.end, source: '' };
  if (text.slice(before, start).trim() === '') edit = { ...edit, start: before };
  else if (line !== undefined) edit = { start: line, end: nextLineAt(text, tail.end), source: '' };
  if (tail.comma !== undefined || items.length === 1) return edit;
  // The comma in front would now stand behind the last item; the comments between stay.
  return { ...edit, start: before - 1, source: text.slice(before, edit.start) };
}

/** The offset, or that of the blanks in front of it on its line. */
function trimmed(text: string, offset: number): number {
  const line = lineStartAt(text, offset);
  return line + text.slice(line, offset).trimEnd().length;
}
