import { KmscryptError } from '../error.ts';
import { positionAt } from '../position.ts';
import { notFound } from './not-found.ts';
import {
  asParent,
  type OutlineEntry,
  type OutlineList,
  type OutlineMap,
  type OutlineNode,
  type OutlineValue,
} from './outline.ts';
import { formatPath, type Path } from './path.ts';

/** What a path leads to: a node, or how far it goes. Paths are written as the document has them: places as numbers. */
export type Resolved =
  | { readonly found: OutlineNode; readonly path: Path }
  | ({ readonly found?: never } & Unresolved);

/** How far a path goes. */
export interface Unresolved {
  /** The deepest list or map on the way. */
  readonly parent: OutlineList | OutlineMap;
  readonly parentPath: Path;
  /** At least one step. Below a list, the place behind its last item is a number, however it was written. */
  readonly missing: Path;
}

/**
 * Follows a path. A number written as text is a place where a list is, a key where a map is.
 *
 * @param text the document's, for positions in errors.
 * @throws KmscryptError `PATH_AMBIGUOUS` where a key on the way stands twice, `PATH_NOT_A_VALUE` where the way goes
 *   through something that has nothing below it.
 */
export function resolve(text: string, root: OutlineNode, path: Path): Resolved {
  let node = root;
  const taken: (string | number)[] = [];
  for (const [depth, step] of path.entries()) {
    node = asParent(node);
    if (node.kind === 'value' || node.kind === 'other') throw nothingBelow(text, node, taken);
    const child = node.kind === 'list' ? itemAt(node, step) : entryAt(node, String(step), { text, taken });
    if (child === undefined) {
      return { parent: node, parentPath: taken, missing: stepsBelow(node, path.slice(depth)) };
    }
    taken.push(child.step);
    node = child.node;
  }
  return { found: node, path: taken };
}

/**
 * The node at a path.
 *
 * @throws KmscryptError `PATH_NOT_FOUND`, which names what is there instead, and as {@link resolve}
 */
export function nodeAt(text: string, root: OutlineNode, path: Path): OutlineNode {
  const resolved = resolve(text, root, path);
  if (resolved.found !== undefined) return resolved.found;
  throw notFound(root, resolved);
}

/**
 * The node as a value.
 *
 * @throws KmscryptError `PATH_NOT_A_VALUE`
 */
export function valueOf(text: string, node: OutlineNode, path: Path): OutlineValue {
  if (node.kind === 'value') return node;
  const what = {
    map: 'holds other keys',
    list: 'is a list',
    other: `is ${node.kind === 'other' ? node.what : ''}`,
  };
  const message = `${formatPath(path)} ${what[node.kind]}, not a value`;
  throw new KmscryptError('PATH_NOT_A_VALUE', message, { position: positionAt(text, node.start) });
}

interface Child {
  readonly step: string | number;
  readonly node: OutlineNode;
}

function itemAt({ items }: OutlineList, step: string | number): Child | undefined {
  const index = Number(step);
  const node = String(index) === String(step) ? items[index] : undefined;
  return node && { step: index, node };
}

// A map is asked for each of its keys where all of a file is encrypted.
const indexes = new WeakMap<OutlineMap, ReadonlyMap<string, readonly OutlineEntry[]>>();

function indexOf(map: OutlineMap): ReadonlyMap<string, readonly OutlineEntry[]> {
  const known = indexes.get(map);
  if (known) return known;
  const index = new Map<string, OutlineEntry[]>();
  for (const entry of map.entries) {
    const others = index.get(entry.key);
    if (others) others.push(entry);
    else index.set(entry.key, [entry]);
  }
  indexes.set(map, index);
  return index;
}

function entryAt(
  map: OutlineMap,
  step: string,
  { text, taken }: { readonly text: string; readonly taken: Path },
): Child | undefined {
  const [entry, second, ...others] = indexOf(map).get(step) ?? [];
  if (entry === undefined || second === undefined) return entry && { step, node: entry.node };
  const lines = [entry, second, ...others]
    .map(({ keyStart }) => positionAt(text, keyStart).line)
    .join(' and ');
  const message = `${formatPath([...taken, step])} stands more than once, in lines ${lines}; remove one`;
  throw new KmscryptError('PATH_AMBIGUOUS', message, { position: positionAt(text, second.keyStart) });
}

// `-` is the place behind the last (RFC 6901).
function stepsBelow(parent: OutlineList | OutlineMap, missing: Path): Path {
  const [first, ...rest] = missing;
  if (parent.kind === 'map') return missing;
  const { length } = parent.items;
  return first === '-' || String(first) === String(length) ? [length, ...rest] : missing;
}

function nothingBelow(
  text: string,
  node: Exclude<OutlineNode, OutlineList | OutlineMap>,
  path: Path,
): KmscryptError {
  const what = node.kind === 'value' ? 'a value' : node.what;
  const message = `${formatPath(path)} is ${what}, so there is nothing below it`;
  return new KmscryptError('PATH_NOT_A_VALUE', message, { position: positionAt(text, node.start) });
}
