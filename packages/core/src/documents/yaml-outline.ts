import { isAlias, isCollection, isMap, isNode, isScalar, type Pair, type Scalar as YamlScalar } from 'yaml';
import { checkKeys } from '../formats/yaml-nodes.ts';
import { parseYaml } from '../formats/yaml-parse.ts';
import { lineBreakOf } from './layout.ts';
import { columnAt, spaceStartAt } from './yaml-items.ts';
import type { OutlineEntry, OutlineNode, OutlineValue, ScalarType } from './outline.ts';

/** A scalar with what its writer has to know of the place. */
export interface YamlValue extends OutlineValue {
  /** Whether brackets or braces are around it, where fewer characters can stand unquoted. */
  readonly inFlow: boolean;
  /** Its tag, such as `!!int` or `!secret`, which stays. */
  readonly tag: string | undefined;
  /** What has to stand before the first value that is written where there is nothing. */
  readonly lead: string;
}

/**
 * The structure of a stream: of its one document, or the list of its documents. A document in which nothing stands is
 * an empty map, so that something can be added.
 *
 * @throws Unreadable where it is not YAML, an alias has no anchor, or a key stands twice
 */
export function outlineYaml(text: string): OutlineNode {
  const documents = parseYaml(text).documents.map(({ contents }) => rootOf(text, contents));
  const [first, ...others] = documents;
  if (first === undefined) return { kind: 'map', start: text.length, end: text.length, entries: [] };
  if (others.length === 0) return first;
  return { kind: 'list', start: first.start, end: documents.at(-1)?.end ?? first.end, items: documents };
}

/** Whether nothing at all stands in a document. */
export function isEmptyDocument(contents: unknown): boolean {
  if (!isScalar(contents) || contents.tag !== undefined || contents.anchor !== undefined) return false;
  return contents.value === null && contents.source === '';
}

/** A key's text: of a string its characters, of all else its source. */
export function keyOf(text: string, key: unknown): string {
  if (isScalar(key) && typeof key.value === 'string') return key.value;
  return text.slice(...rangeOf(key));
}

export function rangeOf(node: unknown): readonly [start: number, end: number] {
  if (!isNode(node) || !node.range) throw new TypeError('what is parsed is nodes with a range');
  return [node.range[0], node.range[1]];
}

function rootOf(text: string, contents: unknown): OutlineNode {
  if (!isEmptyDocument(contents)) return nodeOf(text, contents, false);
  const [start] = rangeOf(contents);
  return { kind: 'map', start, end: start, entries: [] };
}

function nodeOf(text: string, node: unknown, inFlow: boolean): OutlineNode {
  const [start, end] = rangeOf(node);
  if (isAlias(node)) return { kind: 'other', start, end, what: `an alias of &${node.source}` };
  if (isScalar(node)) return scalarOf(text, node, inFlow);
  if (!isCollection(node)) throw new TypeError('a node is a scalar, a collection or an alias');
  const flow = inFlow || node.flow === true;
  // Such as !!set and !!omap; tags of one's own mark ordinary maps and lists.
  if (node.tag?.startsWith(CORE) === true && !/:(?:map|seq)$/u.test(node.tag)) {
    return { kind: 'other', start, end, what: 'a tagged collection' };
  }
  if (!isMap(node))
    return { kind: 'list', start, end, items: node.items.map((item) => nodeOf(text, item, flow)) };
  checkKeys(node.items.map(({ key }) => key));
  return { kind: 'map', start, end, entries: node.items.map((pair) => entryOf(text, pair, flow)) };
}

function entryOf(text: string, pair: Pair, inFlow: boolean): OutlineEntry {
  const [keyStart, keyEnd] = rangeOf(pair.key);
  const key = keyOf(text, pair.key);
  if (pair.value !== null) return { key, keyStart, node: nodeOf(text, pair.value, inFlow) };
  // `{ key }`, or `? key`, whose colon has to stand below the question mark.
  const mark = pair.srcToken?.start.find(({ type }) => type === 'explicit-key-ind');
  const indent = mark && !inFlow ? lineBreakOf(text) + ' '.repeat(columnAt(text, mark.offset)) : '';
  const value = { start: keyEnd, end: keyEnd, tag: undefined, inFlow, lead: `${indent}: ` };
  return { key, keyStart, node: { kind: 'value', type: 'null', text: 'null', ...value } satisfies YamlValue };
}

function scalarOf(text: string, node: YamlScalar, inFlow: boolean): YamlValue | OutlineNode {
  const [from, end] = rangeOf(node);
  // The library's place for nothing is before a comment; here it is directly behind what stands before it.
  const isEmpty = from === end;
  const start = isEmpty ? spaceStartAt(text, from) : from;
  const type = typeOf(node.value);
  const tag = node.tag && shortTag(node.tag);
  if (type === undefined) return { kind: 'other', start, end, what: `a ${tag ?? 'timestamp'}` };
  return {
    kind: 'value',
    start,
    end: isEmpty ? start : end,
    type,
    text: type === 'string' ? String(node.value) : node.source || 'null',
    inFlow,
    tag,
    lead: isEmpty ? ' ' : '',
  };
}

const CORE = 'tag:yaml.org,2002:';

function shortTag(tag: string): string {
  return tag.replace(CORE, '!!');
}

function typeOf(value: unknown): ScalarType | undefined {
  if (value === null) return 'null';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : undefined;
}
