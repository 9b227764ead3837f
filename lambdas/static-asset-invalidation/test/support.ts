import type { ToldChange } from '../src/change.ts';
import { configSchema, type InvalidationConfig } from '../src/config.ts';
import type { Listing } from '../src/inventory.ts';
import { needsOf } from '../src/needs.ts';
import type { PlanInput } from '../src/plan.ts';

/** A config with all defaults. */
export function configOf(written: unknown): InvalidationConfig {
  return configSchema.parse(written);
}

/** A config with one site. */
export function siteConfig(site: object = {}, rest: object = {}): InvalidationConfig {
  return configOf({ sites: [{ bucket: 'www', distributions: ['E1'], ...site }], ...rest });
}

/** Changes of keys in `www`, each told by a message of its own. */
export function changesOf(keys: readonly string[], fields: Partial<ToldChange> = {}): ToldChange[] {
  return keys.map((key) => ({
    bucket: 'www',
    key,
    kind: 'created',
    eventId: `event of ${key}`,
    messageId: `message of ${key}`,
    ...fields,
  }));
}

/** What S3 holds, all of it listed. */
export function listingOf(keys: readonly string[], fields: Partial<Listing> = {}): Listing {
  return { bucket: 'www', prefix: '', keys: keys.toSorted(), isComplete: true, ...fields };
}

/** What has changed, and what has it already. */
interface Changed {
  readonly changes?: readonly ToldChange[];
  readonly done?: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Input of a plan; nothing is done, listed or spent. */
export function planInput(
  config: InvalidationConfig,
  { changes = [], done = new Map(), ...fields }: Partial<PlanInput> & Changed,
): PlanInput {
  return { config, needs: needsOf(config, changes, done), listings: [], allowance: Infinity, ...fields };
}
