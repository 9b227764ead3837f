/** What CreateInvalidation is asked. */
export interface Asked {
  readonly distribution: string;
  readonly callerReference: string;
  readonly items: readonly string[];
}

/** What it has accepted, and charges for. */
export interface Accepted extends Asked {
  readonly id: string;
  readonly at: number;
}

export type Verdict =
  | { readonly status: 'created'; readonly id: string }
  | { readonly status: 'error'; readonly code: string; readonly message: string };

export interface CloudFrontRulesOptions {
  /** In milliseconds. */
  readonly now: () => number;
  /** How long an invalidation is in progress, in milliseconds; Infinity: until {@link CloudFrontRules.complete}. Default 20,000. */
  readonly duration?: number | undefined;
  /** Those that there are; default all that are asked for. */
  readonly distributions?: readonly string[] | undefined;
  /** Those that the caller may not invalidate; default none. */
  readonly denied?: readonly string[] | undefined;
  /** Those that take cache tags; default all. */
  readonly tagged?: readonly string[] | undefined;
  /** So many calls at once, and so many more a second, over all distributions; default no limit. */
  readonly bucket?: { readonly burst: number; readonly rate: number } | undefined;
}

/** CloudFront's rules of CreateInvalidation, as far as they are known, without a network. */
export interface CloudFrontRules {
  /** Judges a call. */
  readonly create: (asked: Asked) => Verdict;
  /** All that was accepted, in that order; what was asked again in the same words is there once. */
  readonly accepted: readonly Accepted[];
  /** Ends what is in progress: of one distribution, or of all. */
  readonly complete: (distribution?: string) => void;
  /** The most that have been in progress at once in any distribution. */
  readonly most: () => { readonly paths: number; readonly wildcards: number };
}

/** AWS: CloudFront quotas, "Quotas on invalidations". */
const MOST_PATHS = 3_000;
const MOST_WILDCARDS = 15;
const LONGEST_PATH = 4_000;
const LONGEST_TAG = 256;
/** ASCII without what RFC 1738 calls unsafe, escapes apart: what CloudFront Developer Guide, "Invalidation paths", leaves as it is. */
const PATH = /^\/(?:[A-Za-z0-9\-._!$&'()+,/:;=@?*]|%[0-9A-Fa-f]{2})*$/;
const TAG = /^#[!-)+-~]+$/;

export function cloudFrontRules(options: CloudFrontRulesOptions): CloudFrontRules {
  const { now, duration = 20_000, distributions, denied = [], tagged } = options;
  const take = bucketOf(options.bucket, now);
  const accepted: Accepted[] = [];
  const byReference = new Map<string, Accepted>();
  let running: readonly (Accepted & { readonly end: number })[] = [];
  let most = { paths: 0, wildcards: 0 };

  const create = (asked: Asked): Verdict => {
    const { distribution, callerReference, items } = asked;
    if (!take()) return error('Throttling', 'Rate exceeded');
    if (denied.includes(distribution)) {
      return error(
        'AccessDenied',
        `not authorized to perform cloudfront:CreateInvalidation on ${distribution}`,
      );
    }
    if (distributions?.includes(distribution) === false) {
      return error('NoSuchDistribution', 'The specified distribution does not exist.');
    }
    if (items.length > MOST_PATHS)
      return error('BatchTooLarge', 'Invalidation batch specified is too large.');
    const takesTags = tagged?.includes(distribution) ?? true;
    if (items.length === 0 || !items.every((item) => isLegal(item, takesTags))) {
      return error('InvalidArgument', 'Your request contains one or more invalid invalidation paths.');
    }
    if (new Set(items).size < items.length) {
      return error('InvalidArgument', 'Your request contains duplicate invalidation paths.');
    }
    const before = byReference.get(`${distribution} ${callerReference}`);
    if (before !== undefined) {
      return sameItems(before.items, items)
        ? { status: 'created', id: before.id }
        : error('InvalidationBatchAlreadyExists', 'The caller reference was used with other paths.');
    }
    running = running.filter(({ end }) => end > now());
    const all = [...running.filter((each) => each.distribution === distribution), asked];
    const sums = { paths: sum(all, () => true), wildcards: sum(all, (item) => item.endsWith('*')) };
    if (sums.paths > MOST_PATHS || sums.wildcards > MOST_WILDCARDS) {
      return error('TooManyInvalidationsInProgress', 'It would exceed the invalidations in progress.');
    }
    most = { paths: Math.max(most.paths, sums.paths), wildcards: Math.max(most.wildcards, sums.wildcards) };
    const id = `I${accepted.length + 1}`;
    const made = { distribution, callerReference, items: [...items], id, at: now() };
    accepted.push(made);
    byReference.set(`${distribution} ${callerReference}`, made);
    running = [...running, { ...made, end: now() + duration }];
    return { status: 'created', id };
  };

  return {
    create,
    accepted,
    complete: (distribution) => {
      running =
        distribution === undefined ? [] : running.filter((each) => each.distribution !== distribution);
    },
    most: () => most,
  };
}

/** Whether CloudFront takes it for a path or a tag; `*` stands last or nowhere. */
export function isLegal(item: string, takesTags: boolean): boolean {
  if (item.startsWith('#')) return takesTags && item.length <= LONGEST_TAG && TAG.test(item);
  const star = item.indexOf('*');
  return item.length <= LONGEST_PATH && PATH.test(item) && (star === -1 || star === item.length - 1);
}

function error(code: string, message: string): Verdict {
  return { status: 'error', code, message };
}

function sameItems(before: readonly string[], after: readonly string[]): boolean {
  const items = new Set(before);
  return items.size === after.length && after.every((item) => items.has(item));
}

function sum(all: readonly Pick<Asked, 'items'>[], counts: (item: string) => boolean): number {
  return all.reduce((total, { items }) => total + items.filter(counts).length, 0);
}

/** Takes a call out of a bucket that is full at first; answers whether there was one. */
function bucketOf(bucket: CloudFrontRulesOptions['bucket'], now: () => number): () => boolean {
  if (bucket === undefined) return () => true;
  const { burst, rate } = bucket;
  let level = burst;
  let last = now();
  return () => {
    level = Math.min(burst, level + ((now() - last) / 1000) * rate);
    last = now();
    if (level < 1) return false;
    level -= 1;
    return true;
  };
}
