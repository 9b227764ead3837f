import { isMap } from 'yaml';
import type { Range } from '../formats/range.ts';
import { Refusal } from '../formats/stretch.ts';
import { parseYaml } from '../formats/yaml-parse.ts';
import type { Edit, Insertion } from './editor.ts';
import { lineBreakOf } from './layout.ts';
import type { OutlineNode } from './outline.ts';
import { documentOf, findPlace, type Place } from './yaml-find.ts';
import { insertIntoFlow } from './yaml-insert-flow.ts';
import { columnAt, endOf, linesEnd, quoteOf } from './yaml-items.ts';
import { isEmptyDocument } from './yaml-outline.ts';
import { type Addition, blockSource, flowSource, type Layout } from './yaml-source.ts';

/** What all ways to insert need. */
interface Task {
  readonly text: string;
  readonly addition: Addition;
  readonly layout: Layout;
}

/** Adds a value behind its siblings, or below a key that has nothing yet. */
export function insertYaml(
  text: string,
  { root, parent, parentPath, missing, scalar }: Insertion,
): Edit | Refusal {
  const stream = parseYaml(text);
  const addition: Addition = { keys: missing, scalar, keyQuote: '', quote: '' };
  const layout: Layout = { unit: unitIn(text, root) ?? 2, newline: lineBreakOf(text) };
  if (stream.documents.length > 1 && parentPath.length === 0) {
    const source = blockSource({ ...addition, keys: missing.slice(1) }, { ...layout, column: 0 });
    return linesEdit(text, { at: text.length, before: `---${layout.newline}`, source, layout });
  }
  const document = documentOf(stream, parentPath);
  if (document.contents === undefined || isEmptyDocument(document.contents)) {
    const behind = document.token?.start.at(-1);
    const source = blockSource(addition, { ...layout, column: 0 });
    return linesEdit(text, { at: behind ? endOf(behind) : text.length, before: '', source, layout });
  }
  const place = findPlace(text, document);
  if (place === undefined || (isMap(place.node) && place.token === undefined)) {
    return new Refusal('the item is a pair without braces and holds no more; put { } around it');
  }
  const task: Task = { text, addition, layout };
  if (place.token === undefined) return insertIntoNothing(task, place, parent);
  if (place.token.type === 'flow-collection') return insertIntoFlow(text, place.token, task);
  return insertIntoBlock(task, place);
}

function insertIntoBlock({ text, addition, layout }: Task, { token, items }: Place): Edit | Refusal {
  const last = items.at(-1);
  if (last === undefined) throw new TypeError('a block collection has items');
  const column = columnAt(text, last.start);
  const isList = token?.type === 'block-seq';
  const dash = isList ? (/^- +$/u.exec(text.slice(last.start, last.value?.offset))?.[0] ?? '- ') : '';
  const keys = isList ? addition.keys.slice(1) : addition.keys;
  const source = blockSource(
    { ...addition, keys, keyQuote: quoteOf(last.key), quote: quoteOf(last.value) },
    { ...layout, column: column + dash.length },
  );
  return linesEdit(text, {
    at: linesEnd(text, last.end, column),
    before: ' '.repeat(column) + dash,
    source,
    layout,
  });
}

/** Below a key, or in an item of a list, where nothing stands. */
function insertIntoNothing(
  { text, addition, layout }: Task,
  { node, holder }: Place,
  { start, end }: Range,
): Edit | Refusal {
  const keyQuote = quoteOf(holder?.item.key);
  const hasColon = node !== null && node !== undefined;
  if (holder?.place.token?.type === 'flow-collection') {
    const source = flowSource({ ...addition, keyQuote, quote: keyQuote }, { colon: ': ', pad: ' ' });
    return source instanceof Refusal
      ? source
      : { start, end, source: `${hasColon ? '' : ':'} { ${source} }` };
  }
  if (!hasColon) return new Refusal('its key has no colon; put one on a line below it');
  const column = holder ? columnAt(text, holder.item.start) : -1;
  if (holder?.place.token?.type === 'block-seq') {
    const source = blockSource(addition, { ...layout, column: column + '- '.length });
    return source instanceof Refusal ? source : { start, end, source: ` ${source}` };
  }
  const inner = holder ? column + layout.unit : 0;
  const source = blockSource({ ...addition, keyQuote }, { ...layout, column: inner });
  return linesEdit(text, { at: linesEnd(text, start, column), before: ' '.repeat(inner), source, layout });
}

/** Lines at a place where one begins, or behind a last line without a line break. */
function linesEdit(
  text: string,
  lines: {
    readonly at: number;
    readonly before: string;
    readonly source: string | Refusal;
    readonly layout: Layout;
  },
): Edit | Refusal {
  const { at, before, source, layout } = lines;
  if (source instanceof Refusal) return source;
  const isBehindLine = at > 0 && text[at - 1] !== '\n';
  const line = before + source;
  return { start: at, end: at, source: isBehindLine ? layout.newline + line : line + layout.newline };
}

/** How many columns a map is further right than the one around it, where the document has such. */
function unitIn(text: string, node: OutlineNode): number | undefined {
  if (node.kind !== 'list' && node.kind !== 'map') return undefined;
  for (const entry of node.kind === 'map' ? node.entries : []) {
    const inner =
      entry.node.kind === 'map' && text[entry.node.start] !== '{' ? entry.node.entries[0] : undefined;
    const unit = inner ? columnAt(text, inner.keyStart) - columnAt(text, entry.keyStart) : 0;
    if (unit > 0) return unit;
  }
  const children = node.kind === 'list' ? node.items : node.entries.map((entry) => entry.node);
  for (const child of children) {
    const unit = unitIn(text, child);
    if (unit !== undefined) return unit;
  }
  return undefined;
}
