import type { Logger } from './logger.ts';
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
  /** Whether any message comes for a second time; only then is something done already. */
  readonly isRedelivered: boolean;
  readonly lister: ObjectLister;
  /** Absent without a table. */
  readonly memory?: Memory | undefined;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** What a plan needs to know besides the changes. */
export type Known = Pick<PlanInput, 'listings' | 'done' | 'allowance'> & {
  /** The budget, in paths a month; absent without one, as is what is spent of it. */
  readonly budget?: number | undefined;
  /** Paths of this month so far. */
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
    input.isRedelivered && memory !== undefined ? memory.done(eventIds, signal) : NOTHING,
    config.budget === undefined ? undefined : memory?.spent(input.now, signal),
  ]);
  const listings = await list(input, done);
  const budget = config.budget?.paths;
  const allowance = Math.max(0, (budget ?? Infinity) - (spent ?? 0));
  return { done, listings, allowance, budget, spent };
}

async function list(
  { config, changes, lister, signal, logger }: ReadInput,
  done: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<readonly Listing[]> {
  if (config.listPages === 0) return [];
  const places = placesToList(config, changes, needsOf(config, changes, done).needs);
  const listings = await Promise.all(
    places.map(async (place) => {
      try {
        return [await lister.list(place, { pages: config.listPages, signal })];
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        logger.warn('S3 cannot be listed; what a wildcard would drop is estimated', { ...place, reason });
        return [];
      }
    }),
  );
  return listings.flat();
}
