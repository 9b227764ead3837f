import type { ObjectChange } from './change.ts';
import type { InvalidationConfig } from './config.ts';
import { coverAll } from './cover-all.ts';
import { type Invalidation, MOST_PATHS } from './invalidation.ts';
import type { Listing } from './inventory.ts';
import { invalidationsOf } from './invalidations-of.ts';
import { countNeeds, type NeedsOfAll } from './needs.ts';
import { priceOfPath } from './prices.ts';
import { unchangedOf } from './unchanged.ts';

/** Everything that a plan depends on: the same input makes the same plan, in whatever order the changes come. */
export interface PlanInput {
  readonly config: InvalidationConfig;
  /** What the changes mean for the distributions. */
  readonly needs: NeedsOfAll;
  /** What S3 was found to hold; where nothing is known of a prefix, a wildcard there is taken to drop much. */
  readonly listings: readonly Listing[];
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
  /** What the items and the dropped objects are worth in this run, in dollars. */
  readonly cost: number;
  /** The budget forbids it: nothing is asked for (`whenSpent: hold`). */
  readonly isHeld: boolean;
}

/**
 * Plans invalidations: every path that changed is covered, at the least cost.
 *
 * The cost of a distribution's plan is `price × (items + 10 × wildcards) + refetchPrice × objects dropped though unchanged`, with
 * the price of {@link priceOfPath}; see {@link coverAll} for how the minimum is found. What the budget does not allow is made up for by a higher
 * price, the same for all distributions, until their items fit; if they never do, they are asked for all the same or held back.
 */
export function plan(input: PlanInput): Plan {
  const { config, allowance } = input;
  const { needs, unmapped, skipped } = input.needs;
  const pathPrice = priceOfPath(config, countNeeds(needs));
  const { refetchPrice } = config;
  const subjects = needs.map((each) => ({
    paths: [...each.paths.keys()],
    open: each.open,
    over: unchangedOf(each, input.listings),
    pathPrice,
    refetchPrice,
    wildcardPrice: WILDCARD_IN_PATHS * pathPrice,
    mayDropAll: each.sites.every(({ wholeDistribution }) => wholeDistribution),
    mostPaths: MOST_PATHS,
  }));
  const tags = needs.reduce((sum, each) => sum + each.tags.size, 0);
  const covers = coverAll(subjects, allowance - tags);
  let left = allowance;
  const distributions = needs.flatMap((each, index) => {
    const cover = covers[index];
    if (cover === undefined) return [];
    const items = cover.items.length + each.tags.size;
    const isHeld = config.budget?.whenSpent === 'hold' && items > left;
    if (!isHeld) left -= items;
    return {
      distribution: each.distribution,
      invalidations: invalidationsOf(each, cover),
      changedPaths: each.paths.size + each.tags.size,
      wildcards: cover.wildcards,
      dropped: cover.dropped,
      cost: rounded(pathPrice * items + refetchPrice * cover.dropped),
      isHeld,
    };
  });
  return { distributions, unmapped, skipped };
}

/** How many paths a wildcard has to save beside itself: the 15 that may be in progress are soon used up, by other runs too. */
const WILDCARD_IN_PATHS = 10;

/** To a billionth of a dollar: what is beyond is no cost but binary fractions. */
function rounded(dollars: number): number {
  return Number(dollars.toFixed(9));
}
