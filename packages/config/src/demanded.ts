import { isAtOrBelow, parsePattern } from './path-pattern.ts';
import { type Problem, problemAt } from './problem.ts';
import { type Leaf, leavesOf, type Node, type Placed } from './tree/node.ts';
import type { Origin } from './tree/origin.ts';

/** A value in plaintext where a secret is demanded. */
export interface Demanded {
  readonly placed: Placed;
  readonly problem: Problem;
}

/**
 * Finds plaintexts where the caller demands tokens or references: at or below the paths, `*` being any step. Nothing and
 * null are no plaintext, and what is absent passes.
 */
export function plaintextsInsteadOfSecrets(
  tree: Node,
  encrypted: readonly string[],
  secret: ReadonlySet<Leaf>,
): readonly Demanded[] {
  if (encrypted.length === 0) return [];
  const patterns = encrypted.map(parsePattern);
  return leavesOf(tree).flatMap((placed) => {
    const { leaf, path } = placed;
    const isPlain = !secret.has(leaf) && leaf.value !== null && leaf.value !== '';
    if (!isPlain || !patterns.some((pattern) => isAtOrBelow(path, pattern))) return [];
    return [{ placed, problem: problemAt('SECRET_IN_PLAINTEXT', reasonFor(leaf.value), leaf) }];
  });
}

function reasonFor(value: unknown): string {
  const [, scheme] = /^([a-z][a-z0-9+.-]*)::\S/u.exec(String(value)) ?? [];
  const demand = 'it has to be a token or a reference, and is plaintext';
  return scheme === undefined
    ? `${demand}: kmscrypt set FILE PATH encrypts it; development: true lets it pass`
    : `${demand}: if it refers to something, there is no resolver for ${scheme}:: (option resolvers)`;
}

/** What messages call it. */
const OPTION: Origin = { name: 'option encrypted' };
/** Of the keys that are there, in a message. */
const MOST_KEYS = 30;

/** The paths whose first step the config has not: most likely mistyped, they would protect nothing. */
export function pathsThatAreNotThere(tree: Node, encrypted: readonly string[]): readonly Problem[] {
  return encrypted.flatMap((written) => {
    const [first = '*'] = parsePattern(written);
    if (first === '*' || hasChild(tree, first)) return [];
    const reason = `the config has none, so that ${written} protects nothing; ${childrenOf(tree)}`;
    return [problemAt('INVALID_OPTION', reason, { origin: OPTION, path: [first] })];
  });
}

function hasChild(tree: Node, step: string | number): boolean {
  if (tree.kind === 'list') return tree.items[Number(step)] !== undefined;
  return tree.kind === 'map' && tree.entries.has(String(step));
}

function childrenOf(tree: Node): string {
  if (tree.kind === 'list') return `it is a list of ${tree.items.length}`;
  if (tree.kind === 'leaf') return 'it is one value';
  if (tree.entries.size === 0) return 'it is empty';
  const keys = [...tree.entries.keys()];
  const more = keys.length > MOST_KEYS ? ', …' : '';
  return `there are: ${keys.slice(0, MOST_KEYS).join(', ')}${more}`;
}
