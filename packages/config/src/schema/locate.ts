import { parsePath, type Path } from '@kmscrypt/core/documents';
import { type ConfigError, severalProblems } from '../error.ts';
import { errorOfProblems, type Problem } from '../problem.ts';
import { leavesOf, type Node } from '../tree/node.ts';

/** The errors of a schema with the sources and lines of the values that they are about, as far as those have any. */
export async function locate(rejection: ConfigError, tree: Node): Promise<ConfigError> {
  const errors = rejection.errors.length === 0 ? [rejection] : rejection.errors;
  const located = errors.map(async (each) => {
    const problem = problemOf(each, tree);
    return problem === undefined ? each : errorOfProblems([problem]);
  });
  return severalProblems(await Promise.all(located));
}

function problemOf(error: ConfigError, tree: Node): Problem | undefined {
  if (error.path === undefined) return undefined;
  const path = parsePath(error.path);
  const { node, rest } = follow(tree, path);
  if (node.kind === 'leaf') return { error, origin: node.origin, path: [...node.path, ...rest] };
  // Something that is missing has no source of its own, but may stand among values that all are of one.
  const [first, ...others] = leavesOf(node).map(({ leaf }) => leaf.origin);
  const isOfOne = first !== undefined && others.every((origin) => origin === first);
  return isOfOne ? { error, origin: first, path } : undefined;
}

/** As far as a path leads. */
function follow(tree: Node, path: Path): { readonly node: Node; readonly rest: Path } {
  let node = tree;
  for (const [depth, step] of path.entries()) {
    const child =
      node.kind === 'list'
        ? node.items[Number(step)]
        : node.kind === 'map'
          ? node.entries.get(String(step))
          : undefined;
    if (child === undefined) return { node, rest: path.slice(depth) };
    node = child;
  }
  return { node, rest: [] };
}
