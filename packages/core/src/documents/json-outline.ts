import { type JsonToken, tokensOf } from '../formats/json-tokens.ts';
import { readJson } from '../formats/json.ts';
import type { OutlineEntry, OutlineNode, ScalarType } from './outline.ts';

/**
 * Reads JSON, with comments and trailing commas. `JSON.parse` is the judge of the text; it tells no ranges, so these are
 * taken from the tokens. Without recursion: a document may be nested as deeply as its parser bears.
 *
 * A text without any value is an empty map, with an empty range where the map would stand: values can be added to it.
 *
 * @throws Unreadable
 */
export function outlineJson(text: string): OutlineNode {
  const tokens = tokensOf(text);
  const significant = tokens.filter(({ kind }) => kind !== 'line comment' && kind !== 'block comment');
  if (significant.length === 0) {
    const at = tokens.at(-1)?.end ?? 0;
    return { kind: 'map', start: at, end: at, entries: [] };
  }
  readJson(text, tokens);
  return nodeOf(text, significant);
}

/** A list or map whose bracket has not come yet. */
interface Open {
  readonly start: number;
  readonly items: OutlineNode[];
  readonly entries: OutlineEntry[];
  /** In a map, the key whose value comes next. */
  key: { readonly key: string; readonly keyStart: number } | undefined;
}

// The tokens are those of a document: each is where it may be.
function nodeOf(text: string, tokens: readonly JsonToken[]): OutlineNode {
  const outermost: Open = { start: 0, items: [], entries: [], key: undefined };
  const open: Open[] = [outermost];
  const add = (node: OutlineNode): void => {
    const parent = open.at(-1) ?? outermost;
    if (parent.key === undefined) parent.items.push(node);
    else parent.entries.push({ ...parent.key, node });
    parent.key = undefined;
  };
  for (const [index, { kind, start, end }] of tokens.entries()) {
    if (kind === '{' || kind === '[') {
      open.push({ start, items: [], entries: [], key: undefined });
    } else if (kind === '}' || kind === ']') {
      const { start: from, items, entries } = open.pop() ?? outermost;
      add(
        kind === '}' ? { kind: 'map', start: from, end, entries } : { kind: 'list', start: from, end, items },
      );
    } else if (kind === 'string' && tokens[index + 1]?.kind === ':') {
      (open.at(-1) ?? outermost).key = { key: stringOf(text.slice(start, end)), keyStart: start };
    } else if (kind === 'string') {
      add({ kind: 'value', start, end, type: 'string', text: stringOf(text.slice(start, end)) });
    } else if (kind === 'scalar') {
      const source = text.slice(start, end);
      add({ kind: 'value', start, end, type: typeOf(source), text: source });
    }
  }
  const [root] = outermost.items;
  if (root === undefined) throw new TypeError('these are not the tokens of a document');
  return root;
}

function stringOf(source: string): string {
  return source.includes('\\') ? String(JSON.parse(source)) : source.slice(1, -1);
}

function typeOf(literal: string): ScalarType {
  if (literal === 'null') return 'null';
  return literal === 'true' || literal === 'false' ? 'boolean' : 'number';
}
