import { isAlias, isCollection, isMap, isPair, isScalar, type Scalar } from 'yaml';
import { Unreadable } from './problems.ts';

/** A scalar and where it stands, its tag and anchor not included. */
export interface ScalarPlace {
  readonly node: Scalar;
  readonly start: number;
  readonly end: number;
  /** Whether brackets or braces are around it, where fewer characters can stand unquoted. */
  readonly inFlow: boolean;
}

/** Every scalar under a node. */
export function scalarsOf(root: unknown): readonly ScalarPlace[] {
  const places: ScalarPlace[] = [];
  const pending: { readonly node: unknown; readonly inFlow: boolean }[] = [{ node: root, inFlow: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, inFlow } = next;
    if (isScalar(node) && node.range) {
      const [start, end] = node.range;
      places.push({ node, start, end, inFlow });
    } else if (isPair(node)) {
      pending.push({ node: node.key, inFlow }, { node: node.value, inFlow });
    } else if (isCollection(node)) {
      for (const item of node.items) pending.push({ node: item, inFlow: inFlow || node.flow === true });
    }
  }
  return places;
}

/**
 * What a node says, as plain arrays: kind, tag, anchor, value. Aliases stay names, so nothing grows by them.
 *
 * @throws Unreadable where a map has the same scalar as a key twice
 */
export function shapeOf(node: unknown): unknown {
  if (isAlias(node)) return ['alias', node.source];
  if (isPair(node)) return [shapeOf(node.key), shapeOf(node.value)];
  if (isCollection(node)) {
    if (isMap(node)) checkKeys(node.items.map((pair) => pair.key));
    return ['items', isMap(node), node.tag, node.anchor, node.items.map((item) => shapeOf(item))];
  }
  if (!isScalar(node)) return null;
  const value = typeof node.value === 'string' ? node.value : ['not a string', node.source];
  return ['scalar', node.tag, node.anchor, value];
}

/**
 * Checks that the keys of a map are unique (YAML 1.2.2, section 3.2.1.3). `<<` may stand twice: merging twice is what
 * its readers allow.
 *
 * @throws Unreadable where the same scalar is a key twice
 */
export function checkKeys(keys: readonly unknown[]): void {
  const seen = new Set<unknown>();
  for (const key of keys) {
    if (!isScalar(key) || (key.value === '<<' && key.type === 'PLAIN')) continue;
    if (seen.has(key.value))
      throw Unreadable.at(key.range?.[0] ?? 0, 'not YAML: the keys of a map must be unique');
    seen.add(key.value);
  }
}
