import { type Alias, isAlias, isCollection, isNode, visit } from 'yaml';
import type { Range } from '../formats/range.ts';
import { Refusal } from '../formats/stretch.ts';
import { parseYaml } from '../formats/yaml-parse.ts';
import { positionAt } from '../position.ts';
import type { Edit } from './editor.ts';
import { lineStartAt } from './layout.ts';
import type { Path } from './path.ts';
import { documentOf, findPlace, type Place } from './yaml-find.ts';
import { beginsLine, blockScalarAtEnd, columnAt, endOf, keepsBreaks, linesEnd } from './yaml-items.ts';
import { rangeOf } from './yaml-outline.ts';
import { removeFromFlow } from './yaml-remove-flow.ts';

/** Takes an item or an entry away, with its lines; what is empty then becomes `{}` or `[]`, a document nothing. */
export function removeYaml(text: string, path: Path): Edit | Refusal {
  const stream = parseYaml(text);
  const isOneOfSeveral = stream.documents.length > 1;
  if (isOneOfSeveral && path.length === 1)
    return new Refusal('a whole document of several is taken away by hand');
  const document = documentOf(stream, path);
  const holder = findPlace(text, document)?.holder;
  if (holder?.place.token === undefined) {
    return new Refusal('it is in a pair without braces; put { } around that first');
  }
  const { place, index } = holder;
  const alias = aliasInto(document.contents, isCollection(place.node) ? place.node.items[index] : undefined);
  if (alias !== undefined) {
    const { line } = positionAt(text, rangeOf(alias)[0]);
    return new Refusal(
      `it defines &${alias.source}, which line ${line} uses; take *${alias.source} away there first`,
    );
  }
  if (place.token?.type === 'flow-collection') return removeFromFlow(text, place.token, index);
  if (place.items.length > 1) return removeFromBlock(text, place, index);
  // Nothing at all needs one of the markers of a document, unless it is the whole text.
  const isMarked = document.token?.start.some(({ type }) => type === 'doc-start') ?? false;
  const canGo = !isOneOfSeveral && (isMarked || stream.tokens.every(({ type }) => type !== 'doc-end'));
  return removeLast(text, place, canGo);
}

function removeFromBlock(text: string, { items }: Place, index: number): Edit {
  const item = items[index];
  if (item === undefined) throw new TypeError('the item is there');
  const { start } = item;
  const end = linesEnd(text, item.end, columnAt(text, start));
  const next = end + (/^[ \t\r\n]*/u.exec(text.slice(end))?.[0].length ?? 0);
  if (beginsLine(text, start)) {
    const lineStart = lineStartAt(text, start);
    const before = blockScalarAtEnd(items[index - 1]);
    if (before === undefined || endOf(before) < lineStart) return removeLines(text, { start, end });
    // The line break that ends the block scalar stays, and empty lines would become a part of it.
    return {
      start: lineStart,
      end: keepsBreaks(before) ? Math.max(end, lineStartAt(text, next)) : end,
      source: '',
    };
  }
  // The first key behind a dash: what comes next takes its place.
  return { start, end: next, source: '' };
}

/** Takes away the only item of a block, which has no way to be empty; of a whole document nothing stays if that can go. */
function removeLast(text: string, { node, token, items, holder }: Place, canGo: boolean): Edit {
  const [item] = items;
  if (item === undefined) throw new TypeError('the item is there');
  const end = linesEnd(text, item.end, columnAt(text, item.start));
  const hasProperties = isCollection(node) && (node.tag !== undefined || node.anchor !== undefined);
  const isMap = token?.type === 'block-map';
  if (holder === undefined && isMap && !hasProperties && canGo) {
    return removeLines(text, { start: item.start, end });
  }
  const empty = isMap ? '{}' : '[]';
  if (holder === undefined || !beginsLine(text, item.start)) {
    return { start: item.start, end: end - breakBefore(text, end), source: empty };
  }
  const start = holder.item.headEnd;
  const kept = text.slice(start, lineStartAt(text, item.start));
  const endsText = breakBefore(text, end) === 0;
  return { start, end, source: ` ${empty}${endsText ? kept.replace(/\r?\n$/u, '') : kept}` };
}

/** Takes lines away; where the text ends without a line break, it still does. */
function removeLines(text: string, { start, end }: Range): Edit {
  const from = lineStartAt(text, start);
  return { start: breakBefore(text, end) > 0 ? from : from - breakBefore(text, from), end, source: '' };
}

/** How long the line break before a place is. */
function breakBefore(text: string, offset: number): number {
  return /\r?\n$/u.exec(text.slice(Math.max(0, offset - 2), offset))?.[0].length ?? 0;
}

/** An alias elsewhere in the document whose anchor is in what goes: a node, or a key with its value. */
function aliasInto(contents: unknown, goes: unknown): Alias | undefined {
  const isInside = new Map<string, boolean>();
  let found: Alias | undefined;
  visit(isNode(contents) ? contents : null, {
    Node: (_key, node, path) => {
      const inside = node === goes || path.some((above) => above === goes);
      if (!isAlias(node) && node.anchor !== undefined) isInside.set(node.anchor, inside);
      if (isAlias(node) && !inside && isInside.get(node.source) === true) found ??= node;
    },
  });
  return found;
}
