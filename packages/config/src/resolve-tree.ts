import { pathsThatAreNotThere, plaintextsInsteadOfSecrets } from './demanded.ts';
import type { LoadOptions } from './load-options.ts';
import { isAtOrBelow, parsePattern } from './path-pattern.ts';
import { wantedOf } from './plan.ts';
import type { Problem } from './problem.ts';
import { readWanted, type Run } from './read-wanted.ts';
import type { Wanted } from './resolve.ts';
import { partsOf } from './secrets/parts.ts';
import type { SecretsOfConfig } from './secrets/secrets-of-config.ts';
import { type Leaf, leavesOf, type Node, type Placed } from './tree/node.ts';

/** A tree's texts that are to be opened, opened. */
export interface ResolvedTree {
  readonly values: ReadonlyMap<Leaf, unknown>;
  readonly secrets: SecretsOfConfig;
}

/**
 * Opens the texts of a tree that are to be opened, and checks what is demanded of it.
 *
 * @param problems what is wrong is added
 */
export async function resolveTree(
  tree: Node,
  run: Run<LoadOptions>,
  problems: Problem[],
): Promise<ResolvedTree> {
  const { encrypted = [], development = false, asWritten = [] } = run.options;
  const kept = leavesBelow(tree, asWritten);
  const wanted = wantedIn(tree, kept, { options: run.options, problems });
  const leaves = new Set([...kept, ...wanted.map(({ placed }) => placed.leaf)]);
  const inPlaintext = plaintextsInsteadOfSecrets(tree, encrypted, leaves);
  if (!development) {
    problems.push(...pathsThatAreNotThere(tree, encrypted), ...inPlaintext.map(({ problem }) => problem));
  }

  const resolved = await readWanted(wanted, run, problems);
  const plaintexts = [
    ...resolved.flatMap((each) => each.plaintexts),
    ...inPlaintext.map(({ placed }) => String(placed.leaf.value)),
  ];
  return {
    values: new Map(wanted.map(({ placed }, index) => [placed.leaf, resolved[index]?.value])),
    secrets: {
      paths: [...wanted, ...inPlaintext].map(({ placed }) => placed.path),
      plaintexts: [...new Set(plaintexts.flatMap(partsOf))],
    },
  };
}

function wantedIn(
  tree: Node,
  kept: ReadonlySet<Leaf>,
  { options: { resolvers = {} }, problems }: { readonly options: LoadOptions; readonly problems: Problem[] },
): readonly (Wanted & { readonly placed: Placed })[] {
  const schemes = new Set(Object.keys(resolvers));
  return leavesOf(tree).flatMap((placed) => {
    const { value: text, origin, path } = placed.leaf;
    if (typeof text !== 'string' || kept.has(placed.leaf)) return [];
    const wanted = wantedOf({ text, origin, path }, schemes, problems);
    return wanted === undefined ? [] : [{ ...wanted, placed }];
  });
}

function leavesBelow(tree: Node, paths: readonly string[]): ReadonlySet<Leaf> {
  if (paths.length === 0) return new Set();
  const patterns = paths.map(parsePattern);
  const isMeant = ({ path }: Placed): boolean => patterns.some((pattern) => isAtOrBelow(path, pattern));
  return new Set(
    leavesOf(tree)
      .filter(isMeant)
      .map(({ leaf }) => leaf),
  );
}
