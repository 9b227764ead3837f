import { parsePath, type Path } from '@kmscrypt/core/documents';
import { KmscryptError } from '@kmscrypt/core/error';
import { type Problem, problemAt } from '../problem.ts';
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
  for (const [variable, path] of pathsOf(source, variables, base, problems)) {
    const text = variables[variable];
    if (text === undefined || text === '') continue;
    const leaf: Leaf = {
      kind: 'leaf',
      value: typed(text, nodeAt(base, path)),
      origin: ENVIRONMENT,
      path: [variable],
    };
    tree = merge(tree, within(base, path, leaf));
  }
  return tree;
}

function pathsOf(
  { variables = {}, prefix, separator = '__' }: EnvSource,
  env: Env,
  base: Node,
  problems: Problem[],
): readonly (readonly [variable: string, path: Path])[] {
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
  return [...named, ...prefixed].filter(([, path]) => isSafe(path, problems));
}

function isSafe(path: Path, problems: Problem[]): boolean {
  if (!path.includes('__proto__')) return true;
  const reason = 'the key is refused: it would change all objects; rename it';
  problems.push(problemAt('KEY_REFUSED', reason, { origin: ENVIRONMENT, path }));
  return false;
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
  if (node?.kind === 'list' && /^\d+$/u.test(step)) {
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

/** What replaces a number or boolean is one, where it says one. */
function typed(text: string, replaced: Node | undefined): unknown {
  if (replaced?.kind !== 'leaf') return text;
  if (typeof replaced.value === 'number' && /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/iu.test(text))
    return Number(text);
  if (typeof replaced.value === 'boolean' && /^(?:true|false)$/u.test(text)) return text === 'true';
  return text;
}

/** A tree with nothing but a leaf at a path; a list on the way is that of the base, with one item replaced. */
function within(base: Node | undefined, path: Path, leaf: Leaf): Node {
  const [step, ...rest] = path;
  if (step === undefined) return leaf;
  if (base?.kind === 'list' && typeof step === 'number') {
    const items = base.items.slice();
    items[step] = within(items[step], rest, leaf);
    return { kind: 'list', items: items.filter((item) => item !== undefined) };
  }
  const below = base?.kind === 'map' ? base.entries.get(String(step)) : undefined;
  return { kind: 'map', entries: new Map([[String(step), within(below, rest, leaf)]]) };
}
