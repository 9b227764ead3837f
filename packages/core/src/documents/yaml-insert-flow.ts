import type { CST } from 'yaml';
import { Refusal } from '../formats/stretch.ts';
import type { Edit } from './editor.ts';
import { lineIndentAt } from './layout.ts';
import { beginsLine, closeOf, commaAfter, commentEnd, endOf, itemsOf, quoteOf } from './yaml-items.ts';
import { type Addition, flowSource, type Layout } from './yaml-source.ts';

/** Adds to a list in brackets or a map in braces: on a line of its own where the last item has one. */
export function insertIntoFlow(
  text: string,
  token: CST.FlowCollection,
  { addition, layout }: { readonly addition: Addition; readonly layout: Layout },
): Edit | Refusal {
  const isList = token.start.source === '[';
  const items = itemsOf(token);
  const last = items.at(-1);
  const keyQuote = quoteOf(last?.key);
  const colon = last?.key && last.value ? text.slice(endOf(last.key), last.value.offset) : '';
  const item = flowSource(
    {
      ...addition,
      keys: isList ? addition.keys.slice(1) : addition.keys,
      keyQuote,
      quote: quoteOf(last?.value) || keyQuote,
    },
    // Without a space, only behind quotes.
    {
      colon: colon === ':' && keyQuote !== '' ? ':' : ': ',
      pad: last && /\S/u.test(text[token.offset + 1] ?? '') ? '' : ' ',
    },
  );
  if (item instanceof Refusal) return item;
  if (last === undefined) return insertIntoEmpty(text, token, { item, layout });
  if (!beginsLine(text, last.start)) {
    const before = items.at(-2);
    const between = before ? text.slice(before.end, last.start) : colon.replace(':', ',');
    return { start: last.end, end: last.end, source: (/^, *$/u.test(between) ? between : ', ') + item };
  }
  const line = layout.newline + lineIndentAt(text, last.start) + item;
  const comma = commaAfter(token, last);
  if (comma !== undefined) {
    const at = commentEnd(text, comma + 1);
    return { start: at, end: at, source: `${line},` };
  }
  const end = commentEnd(text, last.end);
  return { start: last.end, end, source: `,${text.slice(last.end, end)}${line}` };
}

function insertIntoEmpty(
  text: string,
  token: CST.FlowCollection,
  { item, layout }: { readonly item: string; readonly layout: Layout },
): Edit {
  const start = token.offset + 1;
  const end = closeOf(token);
  const inside = text.slice(start, end);
  if (!inside.includes('\n')) return { start, end, source: token.start.source === '[' ? item : ` ${item} ` };
  const at = start + inside.trimEnd().length;
  const isComment = beginsLine(text, inside.lastIndexOf('#') + start);
  const indent = isComment ? lineIndentAt(text, at) : lineIndentAt(text, end) + ' '.repeat(layout.unit);
  return { start: at, end: at, source: layout.newline + indent + item };
}
