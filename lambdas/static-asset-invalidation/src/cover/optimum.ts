import { best, type Frontier, join, type Terms } from './frontier.ts';
import { exactly, type PartialCover, wildcardOf } from './partial-cover.ts';
import type { WeighedNode } from './weigh.ts';

/**
 * The least cover of all paths; undefined where nothing covers them.
 *
 * Wildcards of a least cover do not overlap, so the paths of a prefix are covered by its own wildcard, or by the covers of what
 * stands right below it. The limit on wildcards ties these together: for each number of wildcards the best cover is kept, and
 * joined prefix by prefix (the knapsack on a tree). A prefix has no use for more wildcards than there are paths below it, so
 * this takes n × `mostWildcards` steps in all.
 *
 * @param nodes children before their parents, the last one above all.
 */
export function optimum(nodes: readonly WeighedNode[], terms: Terms): PartialCover | undefined {
  const below: Frontier[] = [];
  for (const node of nodes) {
    // An open path that stands right here is covered by nothing below.
    let frontier: Frontier = node.isOpen ? [] : [exactly(node.singles)];
    for (let child = 0; child < node.children; child += 1) {
      frontier = join(below.pop() ?? [], frontier, terms);
    }
    const wildcard = wildcardOf(node);
    below.push(wildcard === undefined ? frontier : best([...frontier, wildcard], terms));
  }
  return below.at(-1)?.at(-1);
}
