import {
  escapeProperty,
  escapePropertyKey,
  type PropertyPair,
  scanProperties,
  unescapeProperty,
} from '../formats/properties-lines.ts';
import { Refusal } from '../formats/stretch.ts';
import type { Edit, Editor, Insertion } from './editor.ts';
import { lineBreakOf } from './layout.ts';
import type { OutlineEntry, OutlineNode, OutlineValue, Scalar } from './outline.ts';
import type { Path } from './path.ts';

/** The files of java.util.Properties: one map of strings, where a dot is a part of the key. */
export const propertiesEditor: Editor = { outline, write, insert, remove };

const STRINGS_ONLY = new Refusal('properties hold nothing but strings; write it as a string');

function outline(text: string): OutlineNode {
  return {
    kind: 'map',
    start: 0,
    end: text.length,
    entries: pairsOf(text).map((pair) => entryOf(text, pair)),
  };
}

function entryOf(text: string, { key, value }: PropertyPair): OutlineEntry {
  const { start, end } = value;
  const meaning = unescapeProperty(text, value);
  return {
    key: unescapeProperty(text, key),
    keyStart: key.start,
    node: { kind: 'value', type: 'string', start, end, text: meaning },
  };
}

function pairsOf(text: string): readonly PropertyPair[] {
  return scanProperties(text).filter((line) => line.kind === 'pair');
}

function write(text: string, value: OutlineValue, scalar: Scalar): string | Refusal {
  if (scalar.type !== 'string') return STRINGS_ONLY;
  const source = escapeProperty(scalar.text);
  if (value.text !== '') return source;
  const pairs = pairsOf(text);
  const pair = pairs.find(({ value: { start } }) => start === value.start);
  const isAlone = pair?.key.end === value.start;
  return isAlone ? separatorOf(text, pairs) + source : source;
}

function insert(text: string, { missing, scalar }: Insertion): Edit | Refusal {
  const [key, ...deeper] = missing;
  if (scalar.type !== 'string') return STRINGS_ONLY;
  if (deeper.length > 0)
    return new Refusal('a key of properties holds no others; give the whole key as one step');
  const pairs = pairsOf(text);
  const last = pairs.at(-1);
  const indent = last === undefined ? '' : text.slice(last.start, last.key.start);
  const separator = key === '' ? '=' : separatorOf(text, pairs);
  const line = indent + escapePropertyKey(String(key)) + separator + escapeProperty(scalar.text);
  const newline = lineBreakOf(text);
  const endsLine = /^$|[\r\n]$/u.test(text.slice(-1));
  // A last line that would go on takes a blank line to end.
  const isOpen = last?.value.end === text.length || !endsLine;
  const backslashes = /\\*$/u.exec(text)?.[0].length ?? 0;
  const before = isOpen ? newline.repeat(1 + (backslashes % 2)) : '';
  return { start: text.length, end: text.length, source: `${before}${line}${endsLine ? newline : ''}` };
}

/** What stands between key and value in the last pair that has both; `=` where there is none. */
function separatorOf(text: string, pairs: readonly PropertyPair[]): string {
  const model = pairs.findLast(({ value }) => value.start < value.end);
  if (model === undefined) return '=';
  const separator = text.slice(model.key.end, model.value.start);
  return separator.replace(/(?:\\?[ \t\f\r\n]){2,}/gu, ' ') || '=';
}

function remove(text: string, path: Path): Edit | Refusal {
  const pair = pairsOf(text).find(({ key }) => unescapeProperty(text, key) === path[0]);
  if (pair === undefined) return new Refusal('it is not there');
  const { start, end } = pair;
  const endsLine = pair.value.end < end;
  // A text without a last line break stays one.
  const before = endsLine
    ? ''
    : (/(?:\r\n|[\r\n])?$/u.exec(text.slice(Math.max(0, start - 2), start))?.[0] ?? '');
  return { start: start - before.length, end, source: '' };
}
