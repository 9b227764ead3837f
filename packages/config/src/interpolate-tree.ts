import { ConfigError } from './error.ts';
import { interpolate } from './interpolate.ts';
import type { Problem } from './problem.ts';
import { ENVIRONMENT } from './sources/environment.ts';
import type { Leaf, Node } from './tree/node.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Puts variables into the texts of a tree; those that came from the environment are left as they are. */
export function interpolateTree(node: Node, env: Env, problems: Problem[]): Node {
  if (node.kind === 'leaf') return interpolateLeaf(node, env, problems);
  if (node.kind === 'list') {
    return { kind: 'list', items: node.items.map((item) => interpolateTree(item, env, problems)) };
  }
  const entries = Array.from(
    node.entries,
    ([key, child]) => [key, interpolateTree(child, env, problems)] as const,
  );
  return { kind: 'map', entries: new Map(entries) };
}

function interpolateLeaf(leaf: Leaf, env: Env, problems: Problem[]): Leaf {
  const { value, origin, path } = leaf;
  if (typeof value !== 'string' || origin === ENVIRONMENT || !value.includes('${')) return leaf;
  const own = origin.variables;
  const expanded = interpolate(value, (name) => {
    const text = Object.hasOwn(env, name) ? env[name] : undefined;
    if (text !== undefined) return { text, expands: false };
    const ofFile = own !== undefined && Object.hasOwn(own, name) ? own[name] : undefined;
    return ofFile === undefined ? undefined : { text: ofFile, expands: true };
  });
  if (!(expanded instanceof ConfigError)) return { ...leaf, value: expanded };
  problems.push({ error: expanded, origin, path });
  return leaf;
}
