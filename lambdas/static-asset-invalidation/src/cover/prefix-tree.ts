import { cutPoint } from './cut-point.ts';

/** A prefix that a wildcard may have. */
export interface PrefixNode {
  /** Its paths are those from `first` to before `end`; each begins with the prefix, which is `length` long. */
  readonly first: number;
  readonly end: number;
  readonly length: number;
  /** How many nodes stand right below it. */
  readonly children: number;
  /** How many paths stand right below it that an item of their own would cover too. */
  readonly singles: number;
  /** It is itself a path that only a wildcard covers. */
  readonly isOpen: boolean;
  /** That, or there is one below it. */
  readonly hasOpen: boolean;
}

type Growing = { -readonly [Field in keyof PrefixNode]: PrefixNode[Field] };

/**
 * The prefixes that a least cover chooses from, children before their parents: the longest ones that some paths have in common,
 * and the open paths. Every other prefix drops as much or more for the same paths. The last node is the empty prefix.
 *
 * @param paths distinct, in the order of their code units.
 * @param open those that only a wildcard covers.
 */
export function prefixTree(paths: readonly string[], open: ReadonlySet<string>): readonly PrefixNode[] {
  const nodes: PrefixNode[] = [];
  // The nodes that the path at hand is below of, each longer than the one before; `top` is the longest.
  const above: Growing[] = [];
  let top = nodeAt(0, 0);
  for (const [index, path] of paths.entries()) {
    const end = index + 1;
    const common = commonLength(path, paths[end] ?? '');
    if (common > top.length) {
      above.push(top);
      top = nodeAt(index, common);
    }
    if (!open.has(path)) top.singles += 1;
    else {
      top.hasOpen = true;
      if (path.length === top.length) top.isOpen = true;
      else {
        top.children += 1;
        nodes.push({ ...nodeAt(index, path.length), end, isOpen: true, hasOpen: true });
      }
    }
    while (top.length > common) {
      const node = top;
      node.end = end;
      nodes.push(node);
      const parent = above.at(-1);
      if (parent === undefined || parent.length < common) top = nodeAt(node.first, common);
      else {
        top = parent;
        above.pop();
      }
      top.children += 1;
      top.hasOpen ||= node.hasOpen;
    }
  }
  nodes.push({ ...top, end: paths.length });
  return nodes;
}

function nodeAt(first: number, length: number): Growing {
  return { first, end: first, length, children: 0, singles: 0, isOpen: false, hasOpen: false };
}

/** How much two paths have in common that a wildcard may end with. */
function commonLength(path: string, next: string): number {
  let length = 0;
  while (length < path.length && path.charCodeAt(length) === next.charCodeAt(length)) length += 1;
  return cutPoint(path, length);
}
