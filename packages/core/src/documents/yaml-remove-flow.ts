import type { CST } from 'yaml';
import type { Edit } from './editor.ts';
import { lineStartAt, nextLineAt } from './layout.ts';
import { beginsLine, closeOf, commaAfter, commentEnd, itemsOf, spaceStartAt } from './yaml-items.ts';

/** Takes an item away, with one comma, and with its line and the comment on that where it has one of its own. */
export function removeFromFlow(text: string, token: CST.FlowCollection, index: number): Edit {
  const items = itemsOf(token);
  const [before, item, next] = [items[index - 1], items[index], items[index + 1]];
  if (item === undefined) throw new TypeError('the item is there');
  const comma = commaAfter(token, item);
  const from = comma === undefined ? item.end : comma + 1;
  const rest = commentEnd(text, from);
  const [open, close] = [token.offset + 1, closeOf(token)];
  if (items.length === 1 && (text.slice(open, item.start) + text.slice(from, close)).trim() === '') {
    return { start: open, end: close, source: '' };
  }
  const endsLine = /^[ \t]*\r?\n/u.test(text.slice(rest, nextLineAt(text, rest)));
  const isLines = beginsLine(text, item.start) && endsLine;
  const start = isLines ? lineStartAt(text, item.start) : item.start;
  const end = isLines ? nextLineAt(text, rest) : from;
  if (before !== undefined && next === undefined && (comma === undefined || !isLines)) {
    // The comma that goes is the one before it; a comment behind that stays.
    const goes = commaAfter(token, before) ?? before.end;
    const kept = text.slice(before.end, goes) + text.slice(goes + 1, start);
    return {
      start: before.end,
      end: isLines ? end : item.end,
      source: kept.trim() === '' && !isLines ? '' : kept,
    };
  }
  if (isLines) return { start, end, source: '' };
  if (endsLine) return { start: spaceStartAt(text, start), end: rest, source: '' };
  return {
    start,
    end: from + (/^[ \t]*/u.exec(text.slice(from, nextLineAt(text, from)))?.[0].length ?? 0),
    source: '',
  };
}
