import { batchesOf } from './batches.ts';
import { callerReference } from './caller-reference.ts';
import type { ObjectChange, ToldChange } from './change.ts';
import type { InvalidationConfig } from './config.ts';
import { type Cover, cover } from './cover.ts';
import { type Invalidation, MOST_PATHS } from './invalidation.ts';
import type { Listing } from './inventory.ts';
import { countNeeds, type Needs, needsOf } from './needs.ts';
import { priceOfPath } from './prices.ts';
import { unchangedOf } from './unchanged.ts';

/** Everything that a plan depends on: the same input makes the same plan, in whatever order the changes come. */
export interface PlanInput {
  readonly config: InvalidationConfig;
  readonly changes: readonly ToldChange[];
  /** What S3 was found to hold; where nothing is known of a prefix, a wildcard there is taken to drop much. */
  readonly listings: readonly Listing[];
  /** By change, the distributions that have it already. */
  readonly done: ReadonlyMap<string, ReadonlySet<string>>;
  /** How many paths the budget still allows this month; Infinity without a budget. */
  readonly allowance: number;
}

/** What will be asked of CloudFront. */
export interface Plan {
  readonly distributions: readonly DistributionPlan[];
  /** Changes that no site has. */
  readonly unmapped: readonly ObjectChange[];
  /** Changes that need no invalidation: immutable names, and changes of access where these do not count. */
  readonly skipped: readonly ObjectChange[];
}

export interface DistributionPlan {
  readonly distribution: string;
  /** In the order in which they are asked for. */
  readonly invalidations: readonly Invalidation[];
  /** Paths that viewers may have cached, all spellings counted: what one path a key would have cost at least. */
  readonly changedPaths: number;
  /** How many of the items end with `*`. */
  readonly wildcards: number;
  /** Objects that have not changed and are dropped all the same, as far as is known; an estimate where S3 was not listed. */
  readonly dropped: number;
  /** The cost function's value, in dollars. */
  readonly cost: number;
  /** The budget forbids it: nothing is asked for (`whenSpent: hold`). */
  readonly isHeld: boolean;
}

/**
 * Plans invalidations: every path that changed is covered, at the least cost.
 *
 * The cost of a distribution's plan is `price × items + refetchPrice × objects dropped though unchanged`, with the price of
 * {@link priceOfPath}; see {@link cover} for how the minimum is found. What the budget does not allow is made up for by a higher
 * price, the same for all distributions, until their items fit; if they never do, they are asked for all the same or held back.
 */
export function plan(input: PlanInput): Plan {
  const { config, allowance } = input;
  const { needs, unmapped, skipped } = needsOf(config, input.changes, input.done);
  const price = priceOfPath(config, countNeeds(needs));
  const subjects = needs.map((each) => ({ needs: each, unchanged: unchangedOf(each, input.listings) }));
  const coversAt = (pathPrice: number): readonly Covered[] =>
    subjects.map((subject) => coveredAt(subject, config, pathPrice));
  const covered = affordable(coversAt, { price, allowance });
  let left = allowance;
  const distributions = covered.map((each) => {
    const count = each.cover.items.length + each.needs.tags.size;
    const isHeld = config.budget?.whenSpent === 'hold' && count > left;
    if (!isHeld) left -= count;
    return distributionPlan(each, { cost: price * count + config.refetchPrice * each.cover.dropped, isHeld });
  });
  return { distributions, unmapped, skipped };
}

interface Subject {
  readonly needs: Needs;
  readonly unchanged: (prefix: string) => number;
}

interface Covered {
  readonly needs: Needs;
  readonly cover: Cover;
}

function coveredAt(
  { needs, unchanged }: Subject,
  { refetchPrice }: InvalidationConfig,
  pathPrice: number,
): Covered {
  const found = cover({
    paths: [...needs.paths.keys()],
    open: needs.open,
    over: unchanged,
    pathPrice,
    refetchPrice,
    mayDropAll: needs.sites.every(({ wholeDistribution }) => wholeDistribution),
    mostPaths: Math.max(1, MOST_PATHS - needs.tags.size),
  });
  return { needs, cover: found };
}

/** How often the price is doubled, and how often the least one that will do is halved in on. */
const DOUBLINGS = 40;
const HALVINGS = 20;

/** Covers at the least price from `price` on at which they fit into the allowance; those with the fewest items where none does. */
function affordable(
  coversAt: (price: number) => readonly Covered[],
  { price, allowance }: { readonly price: number; readonly allowance: number },
): readonly Covered[] {
  const fits = (covered: readonly Covered[]): boolean => countItems(covered) <= allowance;
  let best = coversAt(price);
  if (fits(best)) return best;
  let low = price;
  let high = price;
  for (let count = 0; count < DOUBLINGS && !fits(best); count += 1) {
    low = high;
    high *= 2;
    best = coversAt(high);
  }
  if (!fits(best)) return best;
  for (let count = 0; count < HALVINGS; count += 1) {
    const middle = (low + high) / 2;
    const tried = coversAt(middle);
    if (fits(tried)) [best, high] = [tried, middle];
    else low = middle;
  }
  return best;
}

function countItems(covered: readonly Covered[]): number {
  return covered.reduce((sum, { needs, cover: { items } }) => sum + items.length + needs.tags.size, 0);
}

function distributionPlan(
  { needs, cover: found }: Covered,
  { cost, isHeld }: { readonly cost: number; readonly isHeld: boolean },
): DistributionPlan {
  const events = eventsByItem(needs, found);
  const pieces = batchesOf([...events.keys()]).map((items) => {
    const itemEvents = items.map((item) => distinctSorted(events.get(item) ?? []));
    const eventIds = itemEvents.length === 1 ? (itemEvents[0] ?? []) : distinctSorted(itemEvents.flat());
    return { items, itemEvents, eventIds };
  });
  const all =
    pieces.length === 1
      ? (pieces[0]?.eventIds ?? [])
      : distinctSorted(pieces.flatMap(({ eventIds }) => eventIds));
  const invalidations = pieces.map((piece) => ({
    distribution: needs.distribution,
    ...piece,
    callerReference: callerReference(needs, all, pieces.length > 1 ? piece.items : undefined),
  }));
  return {
    distribution: needs.distribution,
    invalidations,
    changedPaths: needs.paths.size + needs.tags.size,
    wildcards: found.wildcards,
    dropped: found.dropped,
    cost,
    isHeld,
  };
}

/** By item, the changes that it is for, in no order and some more than once. */
function eventsByItem(needs: Needs, { itemOf }: Cover): ReadonlyMap<string, readonly string[]> {
  const events = new Map<string, readonly string[]>(needs.tags);
  const shared = new Map<string, string[]>();
  for (const [path, eventIds] of needs.paths) {
    const item = itemOf.get(path) ?? path;
    if (item === path) {
      events.set(item, eventIds);
      continue;
    }
    const known = shared.get(item) ?? [];
    known.push(...eventIds);
    shared.set(item, known);
  }
  for (const [item, eventIds] of shared) events.set(item, eventIds);
  return events;
}

function distinctSorted(texts: readonly string[]): readonly string[] {
  return texts.length < 2 ? texts : [...new Set(texts)].toSorted();
}
