import type { PrefixNode } from './prefix-tree.ts';
import type { WeighedNode } from './weigh.ts';

/** What a cover is weighed by. */
export interface Prices {
  /** Of an item. */
  readonly item: number;
  /** Of an unchanged object that is dropped. */
  readonly drop: number;
  /** Of a wildcard, beside what it costs as an item. */
  readonly wildcard: number;
}

/** A way of covering some of the paths. */
export interface PartialCover {
  readonly items: number;
  readonly wildcards: number;
  readonly dropped: number;
  /** The wildcards, shared with the partial covers that it is made of. */
  readonly chosen: Chosen | undefined;
}

type Chosen = PrefixNode | readonly [Chosen, Chosen];

/** Costs that differ by no more than this share of themselves are the same: sums of prices are rounded. */
export const ROUNDING = 1e-12;

/** The value of the cost function. */
export function costOf({ items, dropped, wildcards }: PartialCover, prices: Prices): number {
  return prices.item * items + prices.drop * dropped + prices.wildcard * wildcards;
}

/** Whether it costs less than another one, or as much with fewer items, or these too with less dropped. */
export function isBetter(one: PartialCover, other: PartialCover, prices: Prices): boolean {
  const cost = costOf(other, prices);
  const saved = cost - costOf(one, prices);
  if (Math.abs(saved) > ROUNDING * cost) return saved > 0;
  return one.items === other.items ? one.dropped < other.dropped : one.items < other.items;
}

/** Items of their own for so many paths. */
export function exactly(paths: number): PartialCover {
  return { items: paths, wildcards: 0, dropped: 0, chosen: undefined };
}

/** One wildcard, for all paths of a prefix; undefined where it may not have one. */
export function wildcardOf(node: WeighedNode): PartialCover | undefined {
  const { dropped } = node;
  return dropped === undefined ? undefined : { items: 1, wildcards: 1, dropped, chosen: node };
}

/** Both of them: they cover different paths. */
export function together(one: PartialCover, other: PartialCover): PartialCover {
  return {
    items: one.items + other.items,
    wildcards: one.wildcards + other.wildcards,
    dropped: one.dropped + other.dropped,
    chosen: one.chosen && other.chosen ? [one.chosen, other.chosen] : (one.chosen ?? other.chosen),
  };
}

/** The prefixes of its wildcards, in the order of their paths. */
export function wildcardsOf({ chosen }: PartialCover): readonly PrefixNode[] {
  const nodes: PrefixNode[] = [];
  const left = chosen === undefined ? [] : [chosen];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if ('singles' in next) nodes.push(next);
    else left.push(...next);
  }
  return nodes.toSorted((one, other) => one.first - other.first);
}
