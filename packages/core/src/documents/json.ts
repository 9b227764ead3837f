import { parse, type ValueNode } from '@humanwhocodes/momoa';
import { readJson } from '../formats/json.ts';
import { indentUnitOf, lineBreakOf, lineIndentAt, lineStartAt } from './layout.ts';
import type { Edit, Editor, Insertion } from './editor.ts';
import type { OutlineNode, OutlineValue, Scalar } from './outline.ts';
import { Refusal } from '../formats/stretch.ts';
import type { Path } from './path.ts';

/** JSON by RFC 8259, and with comments and trailing commas (JSONC); momoa tells where values stand. */
export const jsonEditor: Editor = { outline, write, insert, remove };

function outline(text: string): OutlineNode {
  readJson(text);
  const { body } = parse(text, { mode: 'jsonc', ranges: true, allowTrailingCommas: true });
  return nodeOf(text, body);
}

function nodeOf(text: string, node: ValueNode): OutlineNode {
  const [start, end] = rangeOf(node);
  const value = (type: Scalar['type'], meaning: string): OutlineValue => ({
    kind: 'value',
    start,
    end,
    type,
    text: meaning,
  });
  switch (node.type) {
    case 'String':
      return value('string', node.value);
    case 'Number':
      return value('number', text.slice(start, end));
    case 'Boolean':
      return value('boolean', text.slice(start, end));
    case 'Null':
      return value('null', 'null');
    case 'Array':
      return { kind: 'list', start, end, items: node.elements.map((element) => nodeOf(text, element.value)) };
    case 'Object':
      return {
        kind: 'map',
        start,
        end,
        entries: node.members.map(({ name, value: child }) => ({
          key: name.type === 'String' ? name.value : name.name,
          keyStart: rangeOf(name)[0],
          node: nodeOf(text, child),
        })),
      };
    default:
      return { kind: 'other', start, end, what: `a ${node.type}` };
  }
}

function rangeOf({ range }: { readonly range?: [number, number] }): readonly [start: number, end: number] {
  if (range === undefined) throw new TypeError('momoa was asked for ranges');
  return range;
}

function write(_text: string, _value: OutlineValue, scalar: Scalar): string | Refusal {
  return sourceOf(scalar);
}

/** A number's literal may come from another format, whose numbers are not all JSON's. */
export function sourceOf({ type, text }: Scalar): string | Refusal {
  if (type === 'string') return JSON.stringify(text);
  try {
    const value: unknown = JSON.parse(text);
    if ((value === null ? 'null' : typeof value) === type) return text;
  } catch {}
  return new Refusal(`JSON has no ${type} that is written so`);
}

/** Where the items of a list or map stand in the text, with their keys. */
interface Item {
  readonly start: number;
  readonly end: number;
}

function itemsOf(node: Insertion['parent']): readonly Item[] {
  return node.kind === 'list'
    ? node.items
    : node.entries.map(({ keyStart, node: { end } }) => ({ start: keyStart, end }));
}

function insert(text: string, { root, parent, missing, scalar }: Insertion): Edit | Refusal {
  const source = sourceOf(scalar);
  if (source instanceof Refusal) return source;
  const items = itemsOf(parent);
  const colon = text.includes('": ') || !text.includes('":') ? ': ' : ':';
  const newline = lineBreakOf(text);
  const unit = indentUnitOf(text);
  const [, ...deeper] = missing;
  const last = items.at(-1);
  const isBroken = text.slice(root.start, root.end).includes('\n');
  const indent = last && isOnLineOfItsOwn(text, last.start) ? lineIndentAt(text, last.start) : undefined;
  const own = indent ?? (last === undefined && isBroken ? lineIndentAt(text, parent.start) + unit : undefined);
  const nested = (steps: Path, at: string | undefined): string => {
    const [step, ...rest] = steps;
    if (step === undefined) return source;
    const inner = `${JSON.stringify(String(step))}${colon}${nested(rest, at === undefined ? at : at + unit)}`;
    return at === undefined ? `{ ${inner} }` : `{${newline}${at}${unit}${inner}${newline}${at}}`;
  };
  const key = parent.kind === 'map' ? `${JSON.stringify(String(missing[0]))}${colon}` : '';
  const item = key + nested(deeper, own);
  if (last === undefined) return intoEmpty(text, parent, { item, indent: own, newline });
  const { comma, end } = afterItem(text, last.end);
  const rest = text.slice(comma ?? last.end, end);
  if (indent === undefined) {
    // On one line: behind the last item, a comma at the end stays at the end.
    return { start: last.end, end: last.end, source: `, ${item}` };
  }
  const trailing = comma === undefined ? '' : ',';
  return { start: last.end, end, source: `,${comma === undefined ? rest : text.slice(comma + 1, end)}${newline}${indent}${item}${trailing}` };
}

function intoEmpty(
  text: string,
  parent: Item,
  { item, indent, newline }: { readonly item: string; readonly indent: string | undefined; readonly newline: string },
): Edit {
  const inside = text.slice(parent.start + 1, parent.end - 1).trimEnd();
  const start = parent.start + 1 + inside.length;
  const end = parent.end - 1;
  if (indent === undefined && inside === '') return { start, end, source: ` ${item} `.replace(/^ (?=\[)/u, '') };
  const close = lineIndentAt(text, parent.start);
  return { start, end, source: `${newline}${indent ?? close}${item}${newline}${close}` };
}

/** What follows an item: its comma, and where the comments on the rest of its line end. */
function afterItem(text: string, from: number): { readonly comma?: number; readonly end: number } {
  const SPACE = /(?:[ \t\r\n]|\/\/[^\r\n]*|\/\*[^]*?\*\/)*/y;
  SPACE.lastIndex = from;
  const next = from + (SPACE.exec(text)?.[0].length ?? 0);
  const comma = text[next] === ',' ? next : undefined;
  const LINE_REST = /(?:[ \t]|\/\*(?:[^*\r\n]|\*(?!\/))*\*\/)*(?:\/\/[^\r\n]*)?/y;
  LINE_REST.lastIndex = comma === undefined ? from : comma + 1;
  const rest = LINE_REST.exec(text)?.[0].trimEnd() ?? '';
  const end = LINE_REST.lastIndex - (LINE_REST.lastIndex - ((comma === undefined ? from : comma + 1) + rest.length));
  return comma === undefined ? { end } : { comma, end };
}

function remove(text: string, path: Path): Edit | Refusal {
  let node = outline(text);
  for (const step of path.slice(0, -1)) {
    const child = node.kind === 'list' ? node.items[Number(step)] : node.kind === 'map' ? node.entries.find(({ key }) => key === step)?.node : undefined;
    if (child === undefined) return new Refusal('it is not there');
    node = child;
  }
  if (node.kind !== 'list' && node.kind !== 'map') return new Refusal('it is not there');
  const items = itemsOf(node);
  const step = path.at(-1);
  const index = node.kind === 'list' ? Number(step) : node.entries.findIndex(({ key }) => key === step);
  const item = items[index];
  if (item === undefined) return new Refusal('it is not there');
  const before = items[index - 1];
  const { comma, end: lineEnd } = afterItem(text, item.end);
  const ownLine = isOnLineOfItsOwn(text, item.start) && /^(?:\r?\n|$)/u.test(text.slice(lineEnd));
  const start = ownLine ? lineStartAt(text, item.start) : item.start;
  const end = ownLine ? lineEnd : (comma ?? item.end - 1) + 1;
  const afterBreak = end + (/^\r?\n/u.exec(text.slice(end, end + 2))?.[0].length ?? 0);
  if (items[index + 1] !== undefined || comma !== undefined) {
    if (ownLine) return { start, end: afterBreak, source: '' };
    const space = /^[ \t]*/u.exec(text.slice(end))?.[0].length ?? 0;
    const keepsSpace = items[index + 1] === undefined;
    return { start: keepsSpace ? (before?.end ?? start) : start, end: keepsSpace ? (comma ?? item.end) + (before ? 0 : 1) : end + space, source: '' };
  }
  if (before === undefined) return { start, end: ownLine ? afterBreak : end, source: '' };
  // The comma behind the item before goes as well; what stands between, such as a comment, stays.
  const between = text.slice(before.end, start);
  const commaBefore = before.end + (afterItem(text, before.end).comma ?? before.end) - before.end;
  const kept = text.slice(before.end, commaBefore) + text.slice(commaBefore + 1, start);
  return { start: before.end, end: ownLine ? afterBreak : end, source: ownLine || between.includes('\n') ? kept : kept.trimEnd() };
}

function isOnLineOfItsOwn(text: string, start: number): boolean {
  const lineStart = lineStartAt(text, start);
  return lineStart > 0 && text.slice(lineStart, start).trim() === '';
}
