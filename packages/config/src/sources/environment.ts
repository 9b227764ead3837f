import { parsePath, type Path } from '@kmscrypt/core/documents';
import { KmscryptError } from '@kmscrypt/core/error';
import { type Problem, problemAt } from '../problem.ts';
import { refusalOf } from '../tree/refusal.ts';
import { EMPTY, type Leaf, type Node } from '../tree/node.ts';
import { merge } from '../tree/merge.ts';
import type { Origin } from '../tree/origin.ts';
import type { EnvSource } from './source.ts';

/** What messages call it. */
export const ENVIRONMENT: Origin = { name: 'environment' };

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The tree of what the environment overrides.
 *
 * @param base the config so far, whose keys and types the variables take.
 */
export function environmentTree(
  source: EnvSource,
  { base, env, problems }: { readonly base: Node; readonly env: Env; readonly problems: Problem[] },
): Node {
  const variables = source.env ?? env;
  let tree: Node = EMPTY;
  for (const [variable, path] of pathsOf(source, variables, base, problems).toSorted(byPath)) {
    const text = Object.hasOwn(variables, variable) ? variables[variable] : undefined;
    if (text === undefined || text === '') continue;
    const leaf: Leaf = {
      kind: 'leaf',
      value: typed(text, nodeAt(base, path)),
      origin: ENVIRONMENT,
      path: [variable],
    };
    // With what other variables have made of a list: that is laid over the base as a whole.
    const soFar = merge(base, tree);
    const gap = gapBefore(soFar, path);
    if (gap === undefined) tree = merge(tree, within(soFar, path, leaf));
    else problems.push(problemAt('INVALID_OPTION', gap, leaf));
  }
  return tree;
}

/** Maps before what is in them, and items of a list in their order: the environment has none. */
function byPath([, one]: VariablePath, [, other]: VariablePath): number {
  const depth = one.findIndex((step, index) => step !== other[index]);
  if (depth === -1) return one.length - other.length;
  const [a, b] = [one[depth], other[depth]];
  if (a === undefined || b === undefined) return b === undefined ? 1 : -1;
  return isPlace(a) && isPlace(b) ? Number(a) - Number(b) : String(a) < String(b) ? -1 : 1;
}

/** Why a path leads behind the end of a list. */
function gapBefore(base: Node, path: Path): string | undefined {
  for (const [depth, step] of path.entries()) {
    const list = nodeAt(base, path.slice(0, depth));
    if (list?.kind !== 'list' || !isPlace(step) || Number(step) <= list.items.length) continue;
    return `the list has ${list.items.length} items, so there is no place ${step} to put it (places begin at 0)`;
  }
  return undefined;
}

type VariablePath = readonly [variable: string, path: Path];

function pathsOf(
  { variables = {}, prefix, separator = '__' }: EnvSource,
  env: Env,
  base: Node,
  problems: Problem[],
): readonly VariablePath[] {
  const named = Object.entries(variables).flatMap(([variable, written]) => {
    try {
      return [[variable, parsePath(written)] as const];
    } catch (error) {
      if (!(error instanceof KmscryptError)) throw error;
      problems.push(problemAt('INVALID_OPTION', error.message, { origin: ENVIRONMENT, path: [variable] }));
      return [];
    }
  });
  const prefixed = Object.keys(env).flatMap((variable) => {
    if (prefix === undefined || !variable.startsWith(prefix)) return [];
    const steps = variable.slice(prefix.length).split(separator);
    return steps.includes('') ? [] : [[variable, pathIn(base, steps)] as const];
  });
  return [...named, ...prefixed].filter(([variable, path]) => {
    const refusal = refusalOf(path);
    if (refusal === undefined) return true;
    problems.push(problemAt(refusal.code, refusal.reason, { origin: ENVIRONMENT, path: [variable] }));
    return false;
  });
}

/** Reads the steps by the keys that are there, of which a variable's name keeps neither case nor dashes. */
function pathIn(base: Node, steps: readonly string[]): Path {
  let node: Node | undefined = base;
  return steps.map((step) => {
    const { key, child } = childLike(node, step);
    node = child;
    return key;
  });
}

function childLike(node: Node | undefined, step: string): { key: string | number; child: Node | undefined } {
  if (node?.kind === 'list' && isPlace(step)) {
    return { key: Number(step), child: node.items[Number(step)] };
  }
  const lower = step.toLowerCase();
  if (node?.kind !== 'map') return { key: lower, child: undefined };
  const exact = node.entries.get(step);
  if (exact !== undefined) return { key: step, child: exact };
  const bare = (key: string): string => key.toLowerCase().replace(/[-_]/gu, '');
  const like = Array.from(node.entries).find(([key]) => bare(key) === bare(step));
  return { key: like?.[0] ?? lower, child: like?.[1] };
}

function nodeAt(node: Node | undefined, path: Path): Node | undefined {
  return path.reduce<Node | undefined>((at, step) => {
    if (at?.kind === 'list') return at.items[Number(step)];
    return at?.kind === 'map' ? at.entries.get(String(step)) : undefined;
  }, node);
}

/** In a list a number written as text means a place too. */
function isPlace(step: string | number): boolean {
  return /^\d+$/u.test(String(step));
}

/** What replaces a number or boolean is one, where it says one. */
function typed(text: string, replaced: Node | undefined): unknown {
  if (replaced?.kind !== 'leaf') return text;
  if (typeof replaced.value === 'number' && /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/iu.test(text))
    return Number(text);
  if (typeof replaced.value === 'boolean' && /^(?:true|false)$/u.test(text)) return text === 'true';
  return text;
}

/** A tree with nothing but a leaf at a path; a list on the way is that of the base, with the leaf laid over one item. */
function within(base: Node | undefined, path: Path, leaf: Leaf): Node {
  const [step, ...rest] = path;
  if (step === undefined) return leaf;
  if (base?.kind === 'list' && isPlace(step)) {
    const items = base.items.slice();
    const item = items[Number(step)];
    const over = within(item, rest, leaf);
    items[Number(step)] = item === undefined ? over : merge(item, over);
    return { kind: 'list', items };
  }
  const below = base?.kind === 'map' ? base.entries.get(String(step)) : undefined;
  return { kind: 'map', entries: new Map([[String(step), within(below, rest, leaf)]]) };
}
