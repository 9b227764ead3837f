import { KmscryptError } from '../error.ts';
import { positionAt } from '../position.ts';
import { childrenOf, fieldsOf, type OutlineList, type OutlineMap, type OutlineNode } from './outline.ts';
import { formatPath, type Path } from './path.ts';

/** What a path leads to: a node, or how far it goes. The path is written as the document has it: places as numbers. */
export type Resolved =
  | { readonly found: OutlineNode; readonly path: Path }
  | {
      readonly found?: never;
      /** The deepest list or map on the way. */
      readonly parent: OutlineList | OutlineMap;
      readonly parentPath: Path;
      readonly missing: Path;
    };

/**
 * Follows a path.
 *
 * @param text the document's, for positions in errors.
 * @throws KmscryptError `PATH_AMBIGUOUS` where a key on the way stands twice, `PATH_NOT_A_VALUE` where the way goes
 *   through something that has nothing below it.
 */
export function resolve(text: string, root: OutlineNode, path: Path): Resolved {
  let node = root;
  const taken: (string | number)[] = [];
  for (const [depth, step] of path.entries()) {
    if (node.kind === 'value' || node.kind === 'other') {
      const what = node.kind === 'value' ? 'a value' : node.what;
      const message = `${formatPath(taken)} is ${what}, so there is nothing below it`;
      throw new KmscryptError('PATH_NOT_A_VALUE', message, { position: positionAt(text, node.start) });
    }
    const children = childrenOf(node).filter(([name]) => String(name) === String(step));
    if (children.length > 1) throw ambiguous(text, node, [...taken, step]);
    const [child] = children;
    if (child === undefined) {
      return { parent: node, parentPath: taken, missing: stepsBelow(node, path.slice(depth)) };
    }
    taken.push(child[0]);
    node = child[1];
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
  throw notFound(root, path);
}

export function notFound(root: OutlineNode, path: Path): KmscryptError {
  const near = similar(root, path);
  const instead = near.length === 0 ? '' : `; there is ${near.join(', ')}`;
  return new KmscryptError('PATH_NOT_FOUND', `there is no ${formatPath(path)}${instead}`);
}

// A place in a list may be written as text, `-` is the one behind the last (RFC 6901).
function stepsBelow(parent: OutlineList | OutlineMap, missing: Path): Path {
  const [first, ...rest] = missing;
  return parent.kind === 'list' && (first === '-' || first === String(parent.items.length))
    ? [parent.items.length, ...rest]
    : missing;
}

function ambiguous(text: string, parent: OutlineList | OutlineMap, path: Path): KmscryptError {
  const key = String(path.at(-1));
  const starts =
    parent.kind === 'map'
      ? parent.entries.filter((entry) => entry.key === key).map(({ keyStart }) => keyStart)
      : [];
  const lines = starts.map((start) => positionAt(text, start).line).join(' and ');
  return new KmscryptError('PATH_AMBIGUOUS', `${formatPath(path)} stands more than once, in lines ${lines}; remove one`, {
    position: positionAt(text, starts[1] ?? 0),
  });
}

const MOST = 3;

/** Paths that end with the same key, or have all of the steps in another form, such as one key with dots. */
function similar(root: OutlineNode, path: Path): readonly string[] {
  const letters = (of: Path): string => of.join('').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const last = String(path.at(-1)).toLowerCase();
  const paths = fieldsOf(root).map((field) => field.path);
  const near = paths.filter(
    (each) => letters(each) === letters(path) || String(each.at(-1)).toLowerCase() === last,
  );
  return near.slice(0, MOST).map(formatPath);
}
