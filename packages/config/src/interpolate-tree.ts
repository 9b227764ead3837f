import { type Expansion, interpolate, type Lookup } from './interpolate.ts';
import { type Problem, problemAt } from './problem.ts';
import { ENVIRONMENT } from './sources/environment.ts';
import type { Leaf, Node } from './tree/node.ts';
import type { Origin } from './tree/origin.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What all texts with variables may become together, in UTF-16 code units. */
const MOST = 2 ** 24;

/** Puts variables into the texts of a tree; those that came from the environment are left as they are. */
export function interpolateTree(root: Node, env: Env, problems: Problem[]): Node {
  const known = new Map<Origin, Map<string, Expansion>>();
  let left = MOST;

  const nodeOf = (node: Node): Node => {
    if (node.kind === 'leaf') return leafOf(node);
    if (node.kind === 'list') return { kind: 'list', items: node.items.map(nodeOf) };
    const entries = Array.from(node.entries, ([key, child]) => [key, nodeOf(child)] as const);
    return { kind: 'map', entries: new Map(entries) };
  };
  const leafOf = (leaf: Leaf): Leaf => {
    const { value, origin, path } = leaf;
    if (typeof value !== 'string' || origin === ENVIRONMENT || !value.includes('${')) return leaf;
    // Told once.
    if (left < 0) return leaf;
    const ofOrigin = known.get(origin) ?? new Map<string, Expansion>();
    known.set(origin, ofOrigin);
    const expanded = interpolate(value, lookupIn(env, origin), ofOrigin);
    if (typeof expanded !== 'string') {
      problems.push(...expanded.map((error) => ({ error, origin, path })));
      return leaf;
    }
    left -= expanded.length;
    if (left >= 0) return { ...leaf, value: expanded };
    const reason = `with it the texts of the config become longer than ${MOST} characters once variables are put in`;
    problems.push(problemAt('TOO_DEEP', reason, leaf));
    return leaf;
  };
  return nodeOf(root);
}

function lookupIn(env: Env, { variables: own = {} }: Origin): Lookup {
  return (name) => {
    const text = Object.hasOwn(env, name) ? env[name] : undefined;
    if (text !== undefined) return { text, expands: false };
    const ofFile = Object.hasOwn(own, name) ? own[name] : undefined;
    return ofFile === undefined ? undefined : { text: ofFile, expands: true };
  };
}
