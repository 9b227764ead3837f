import type { Edit } from './editor.ts';
import { endBefore, endsWithHeredoc, type HclTail, itemsOf, startsLine, tailOf } from './hcl-layout.ts';
import type { HclObject, HclTuple } from './hcl-nodes.ts';
import { lineStartAt, nextLineAt } from './layout.ts';

/** Takes away an item of an object or a list with its comma; with its line where it stands alone there. */
export function removeHclItem(text: string, parent: HclObject | HclTuple, index: number): Edit {
  const edit =
    index === itemsOf(parent).length - 1 ? removeLast(text, parent) : removeAt(text, parent, index);
  const inside =
    text.slice(parent.start + 1, edit.start) + edit.source + text.slice(edit.end, parent.end - 1);
  // Brackets with nothing in them are written so: {}.
  return inside.trim() === '' ? { start: parent.start + 1, end: parent.end - 1, source: '' } : edit;
}

function removeAt(text: string, parent: HclObject | HclTuple, index: number): Edit {
  const { start, end } = itemsOf(parent)[index] ?? parent;
  const tail = tailOf(text, end, parent.kind === 'list');
  const isFirst = startsLine(text, start, endBefore(text, parent, index));
  if (isFirst && tail.endsLine) return lines(text, start, tail);
  if (tail.endsLine) return { start: trimmed(text, start), end: tail.end, source: '' };
  return { start, end: tail.end + (/^[ \t]*/u.exec(text.slice(tail.end))?.[0].length ?? 0), source: '' };
}

function removeLast(text: string, parent: HclObject | HclTuple): Edit {
  const items = itemsOf(parent);
  const { start, end } = items.at(-1) ?? parent;
  const previous = items.at(-2);
  const before = endBefore(text, parent, items.length - 1);
  const tail = tailOf(text, end, parent.kind === 'list');
  const isBlank = text.slice(before, start).trim() === '';
  const canJoin = isBlank && (previous === undefined || !endsWithHeredoc(text, previous));
  const edit =
    startsLine(text, start, before) && tail.endsLine
      ? lines(text, start, tail)
      : { start: canJoin ? before : trimmed(text, start), end: tail.end, source: '' };
  if (tail.comma !== undefined || previous === undefined || before === previous.end) return edit;
  // The comma in front would now stand behind the last item; the comments between stay.
  const source = text.slice(before, edit.start);
  const isAlone = text.slice(previous.end, before - 1).trim() === '' && /^\r?\n/u.test(source);
  return { ...edit, start: isAlone ? previous.end : before - 1, source };
}

function lines(text: string, start: number, tail: HclTail): Edit {
  return { start: lineStartAt(text, start), end: nextLineAt(text, tail.end), source: '' };
}

/** Without the blanks in front. */
function trimmed(text: string, start: number): number {
  let at = start;
  while (text[at - 1] === ' ' || text[at - 1] === '\t') at -= 1;
  return at;
}
