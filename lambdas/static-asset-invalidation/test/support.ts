import type { ToldChange } from '../src/change.ts';
import { configSchema, type InvalidationConfig } from '../src/config.ts';
import type { Listing } from '../src/inventory.ts';
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

/** Input of a plan; nothing is done, listed or spent. */
export function planInput(config: InvalidationConfig, fields: Partial<PlanInput>): PlanInput {
  return { config, changes: [], listings: [], done: new Map(), allowance: Infinity, ...fields };
}
