import { cacheTagOf } from './cache-tag.ts';
import type { ObjectChange } from './change.ts';
import type { InvalidationConfig, Site } from './config.ts';
import { viewerPaths } from './viewer-paths.ts';

/** What one distribution has to be told of. */
export interface Needs {
  readonly distribution: string;
  /** Its sites, in the order of the config. */
  readonly sites: readonly Site[];
  /** By path, the changes that it is for. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  /** Those of the paths that only a wildcard covers. */
  readonly open: ReadonlySet<string>;
  /** By cache tag, the changes that it is for. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
}

/** What changes mean for the distributions. */
export interface NeedsOfAll {
  /** Those that have any, by their id. */
  readonly needs: readonly Needs[];
  /** Changes that no site has. */
  readonly unmapped: readonly ObjectChange[];
  /** Changes that need no invalidation. */
  readonly skipped: readonly ObjectChange[];
}

interface Collected extends Needs {
  readonly paths: Map<string, string[]>;
  readonly open: Set<string>;
  readonly tags: Map<string, string[]>;
}

/**
 * Tells which paths and tags of which distributions are out of date.
 *
 * @param done by change, the distributions that have it already.
 */
export function needsOf(
  config: InvalidationConfig,
  changes: readonly ObjectChange[],
  done: ReadonlyMap<string, ReadonlySet<string>>,
): NeedsOfAll {
  const rules = config.sites.map(ruleOf);
  const collected = new Map<string, Collected>();
  const unmapped: ObjectChange[] = [];
  const skipped: ObjectChange[] = [];
  for (const change of distinct(changes)) {
    const own = rules.filter(({ site }) => has(site, change));
    if (own.length === 0) unmapped.push(change);
    const served = own.filter(({ site, isImmutable }) => concerns(site, change) && !isImmutable(change.key));
    const before = done.get(change.eventId);
    let isNeeded = false;
    for (const { site } of served) {
      const tag = cacheTagOf(site, change.key);
      const paths = tag === undefined ? viewerPaths(site, change.key) : [];
      if (tag === undefined && paths.length === 0) continue;
      isNeeded = true;
      for (const distribution of site.distributions) {
        if (before?.has(distribution)) continue;
        const needs = of(distribution);
        if (tag !== undefined) add(needs.tags, tag, change.eventId);
        for (const { path, isOpen } of paths) {
          add(needs.paths, path, change.eventId);
          if (isOpen) needs.open.add(path);
        }
      }
    }
    if (own.length > 0 && !isNeeded) skipped.push(change);
  }
  const needs = [...collected.values()].toSorted((a, b) => (a.distribution < b.distribution ? -1 : 1));
  return { needs, unmapped, skipped };

  function of(distribution: string): Collected {
    const known = collected.get(distribution);
    if (known !== undefined) return known;
    const sites = config.sites.filter(({ distributions }) => distributions.includes(distribution));
    const made = { distribution, sites, paths: new Map(), open: new Set<string>(), tags: new Map() };
    collected.set(distribution, made);
    return made;
  }
}

/** How many paths and tags there are in all, before any is collapsed. */
export function countNeeds(needs: readonly Needs[]): number {
  return needs.reduce((sum, { paths, tags }) => sum + paths.size + tags.size, 0);
}

function ruleOf(site: Site): { readonly site: Site; readonly isImmutable: (key: string) => boolean } {
  const patterns = site.immutable.map((source) => new RegExp(source, 'u'));
  return { site, isImmutable: (key) => patterns.some((pattern) => pattern.test(key)) };
}

/** Events come at least once. */
function* distinct(changes: readonly ObjectChange[]): Iterable<ObjectChange> {
  const seen = new Set<string>();
  for (const change of changes) {
    if (seen.has(change.eventId)) continue;
    seen.add(change.eventId);
    yield change;
  }
}

function has({ bucket, prefix }: Site, change: ObjectChange): boolean {
  return bucket === change.bucket && change.key.startsWith(prefix);
}

function concerns({ accessChanges }: Site, { kind }: ObjectChange): boolean {
  return kind !== 'access' || accessChanges;
}

function add(all: Map<string, string[]>, key: string, eventId: string): void {
  const known = all.get(key);
  if (known === undefined) all.set(key, [eventId]);
  // Changes come one after the other, so that the same one is the last.
  else if (known.at(-1) !== eventId) known.push(eventId);
}
