import type { Site } from './config.ts';
import type { Listing } from './inventory.ts';
import { lowerBound } from './lower-bound.ts';
import type { Needs } from './needs.ts';
import { browserPath } from './viewer-paths.ts';

/** What a wildcard over the whole of a distribution is taken to drop where S3 was not listed; a tenth with every folder below. */
const UNKNOWN = 10_000;

/**
 * Counts the objects of a distribution that have not changed and that a wildcard would drop from its caches. What has been
 * listed is counted; for what has not, objects are assumed: 10,000 in all, 1,000 in a folder of the root, 100 in one below.
 */
export function unchangedOf(needs: Needs, listings: readonly Listing[]): (prefix: string) => number {
  const areas = needs.sites.map((site) => areaOf(site, listings));
  const found = new Set<string>();
  for (const { site, listed } of areas) {
    for (const key of listed.flatMap(({ keys }) => keys)) {
      const path = key.startsWith(site.prefix) ? browserPath(site, key) : undefined;
      if (path !== undefined && !needs.paths.has(path)) found.add(path);
    }
  }
  const paths = [...found].toSorted();
  return (prefix) => {
    // What follows a question mark are query strings of one path.
    if (prefix.includes('?')) return 0;
    const known = lowerBound(paths, endOf(prefix)) - lowerBound(paths, prefix);
    const isUnknown = areas.some((area) => meets(area.root, prefix) && !area.knows(prefix));
    // Few names begin with the whole name of another.
    return known + (isUnknown && !needs.open.has(prefix) ? assumed(prefix) : 0);
  };
}

interface Area {
  readonly site: Site;
  /** What was listed of its bucket. */
  readonly listed: readonly Listing[];
  /** The path that all paths of the site begin with. */
  readonly root: string;
  /** Whether every object below a prefix has been listed. */
  readonly knows: (prefix: string) => boolean;
}

function areaOf(site: Site, listings: readonly Listing[]): Area {
  const listed = listings.filter(({ bucket }) => bucket === site.bucket);
  const known = listed
    .filter(({ isComplete }) => isComplete)
    .flatMap(({ prefix }) => rootOf(site, prefix) ?? []);
  const root = rootOf(site, site.prefix) ?? '/';
  // A listing that begins above the site has all of it.
  const knows = (prefix: string): boolean =>
    known.some((each) => prefix.startsWith(each) || root.startsWith(each));
  return { site, listed, root, knows };
}

/** What the paths of all keys with a prefix begin with: `/` above the OriginPath; undefined beside it. */
function rootOf(site: Site, prefix: string): string | undefined {
  return browserPath(site, prefix) ?? (`${site.originPath}/`.startsWith(`/${prefix}`) ? '/' : undefined);
}

function meets(root: string, prefix: string): boolean {
  return root.startsWith(prefix) || prefix.startsWith(root);
}

function assumed(prefix: string): number {
  const folders = prefix.split('/').length - 2;
  return Math.max(1, UNKNOWN / 10 ** Math.max(0, folders));
}

/** The least text that is behind all that begin with a prefix; paths are ASCII. */
function endOf(prefix: string): string {
  return `${prefix}\u{7f}`;
}
