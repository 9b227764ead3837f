import type { Range } from '../formats/range.ts';
import type { Path } from './path.ts';

/** What a scalar is. `datetime` is TOML's; what a format has besides (an alias, an expression) is no scalar. */
export type ScalarType = 'string' | 'number' | 'boolean' | 'null' | 'datetime';

/** A scalar's meaning: of a string its characters, of all else the literal as it stands, such as `5432` or `null`. */
export interface Scalar {
  readonly type: ScalarType;
  readonly text: string;
}

/** A scalar where it stands: `[start, end)` with its quotes; an empty range where nothing stands, as in `key:` of YAML. */
export interface OutlineValue extends Range, Scalar {
  readonly kind: 'value';
}

/** What is no value of its own: `what` says it in a word or two for messages, such as `an alias of &base`. */
export interface OutlineOther extends Range {
  readonly kind: 'other';
  readonly what: string;
}

export interface OutlineList extends Range {
  readonly kind: 'list';
  readonly items: readonly OutlineNode[];
}

export interface OutlineMap extends Range {
  readonly kind: 'map';
  /** In the document's order; a key that stands twice is here twice. */
  readonly entries: readonly OutlineEntry[];
}

export interface OutlineEntry {
  readonly key: string;
  /** Where the key begins. */
  readonly keyStart: number;
  readonly node: OutlineNode;
}

/** A document's structure and where each value stands, in UTF-16 units of the text. */
export type OutlineNode = OutlineValue | OutlineOther | OutlineList | OutlineMap;

/** A node as a way through it sees it: keys can be added where nothing stands, as in `key:` of YAML. */
export function asParent(node: OutlineNode): OutlineNode {
  if (node.kind !== 'value' || node.type !== 'null' || node.start !== node.end) return node;
  return { kind: 'map', start: node.start, end: node.end, entries: [] };
}

/** A value with its path. */
export interface Field {
  readonly path: Path;
  readonly value: OutlineValue;
}

/** Every value of a document, in the document's order. */
export function fieldsOf(root: OutlineNode): readonly Field[] {
  const fields: Field[] = [];
  const pending: { readonly path: Path; readonly node: OutlineNode }[] = [{ path: [], node: root }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { path, node } = next;
    if (node.kind === 'value') fields.push({ path, value: node });
    else if (node.kind !== 'other') {
      for (const [step, child] of childrenOf(node).toReversed())
        pending.push({ path: [...path, step], node: child });
    }
  }
  return fields;
}

function childrenOf(
  node: OutlineList | OutlineMap,
): readonly (readonly [step: string | number, child: OutlineNode])[] {
  return node.kind === 'list'
    ? node.items.map((item, index) => [index, item])
    : node.entries.map(({ key, node: child }) => [key, child]);
}
