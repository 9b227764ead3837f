import type { Logger } from '@kmscrypt/lambda';
import type { ToldChange } from './change.ts';
import type { InvalidationConfig } from './config.ts';
import type { Listing, ObjectLister } from './inventory.ts';
import type { Memory } from './memory.ts';
import { needsOf } from './needs.ts';
import type { PlanInput } from './plan.ts';
import { placesToList } from './places-to-list.ts';

export interface ReadInput {
  readonly config: InvalidationConfig;
  readonly changes: readonly ToldChange[];
  readonly lister: ObjectLister;
  /** Absent without a table. */
  readonly memory?: Memory | undefined;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** What a plan needs to know besides the changes. */
export type Known = Pick<PlanInput, 'needs' | 'listings' | 'allowance'> & {
  /** The budget, in paths a month; absent without one. */
  readonly budget?: number | undefined;
  /** Paths of this month so far; absent without a table. */
  readonly spent?: number | undefined;
};

const NOTHING: ReadonlyMap<string, ReadonlySet<string>> = new Map();

/**
 * Reads what is done, what is spent and what is in S3, each only where it matters. S3 is a help: where it cannot be listed, the
 * plan goes without.
 *
 * @throws KmscryptError where the table cannot be read
 */
export async function read(input: ReadInput): Promise<Known> {
  const { config, changes, memory, signal } = input;
  const eventIds = [...new Set(changes.map(({ eventId }) => eventId))];
  const [done, spent] = await Promise.all([
    memory === undefined || eventIds.length === 0 ? NOTHING : memory.done(eventIds, signal),
    // Also without a budget: that a table cannot be used is better known at once than at the first redelivery.
    changes.length === 0 ? undefined : memory?.spent(input.now, signal),
  ]);
  const budget = config.budget?.paths;
  const allowance = Math.max(0, (budget ?? Infinity) - (spent ?? 0));
  const needs = needsOf(config, changes, done);
  const listings = await list(input, { needs, allowance });
  return { needs, listings, allowance, budget, spent };
}

/** In milliseconds, for all listings of a run: what takes longer must not take the time of the work itself. */
const LISTING = 15_000;

async function list(
  { config, changes, lister, signal, logger }: ReadInput,
  { needs: { needs }, allowance }: Pick<Known, 'needs' | 'allowance'>,
): Promise<readonly Listing[]> {
  if (config.listPages === 0) return [];
  const places = placesToList(config, changes, { needs, allowance });
  const pages = Math.max(1, Math.floor(config.listPages / places.length));
  const own = AbortSignal.any([signal, AbortSignal.timeout(LISTING)]);
  const listings = await Promise.all(
    places.map(async (place) => {
      try {
        return [await lister.list(place, { pages, signal: own })];
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        logger.warn('S3 cannot be listed; what a wildcard would drop is estimated', { ...place, reason });
        return [];
      }
    }),
  );
  return listings.flat();
}
