/** Most paths in progress at once in a distribution, wildcards included; cache tags count as paths. AWS: CloudFront quotas. */
export const MOST_PATHS = 3_000;
/** Most of them that end with `*`. */
export const MOST_WILDCARDS = 15;

/** One call of CreateInvalidation. */
export interface Invalidation {
  readonly distribution: string;
  /** At most {@link MOST_PATHS}; paths that begin with `/`, of which at most {@link MOST_WILDCARDS} end with `*`, and tags that begin with `#`. Sorted. */
  readonly items: readonly string[];
  /** The same for the same changes, so that CloudFront does not carry it out twice. */
  readonly callerReference: string;
  /** By item, in the order of `items`: the changes that it is there for. */
  readonly itemEvents: readonly (readonly string[])[];
  /** All changes of `itemEvents`, each once. */
  readonly eventIds: readonly string[];
}

/** What CloudFront made of it. */
export type Submission =
  /** It is in progress; also when it has been asked for before in the same words. */
  | { readonly status: 'created'; readonly id: string }
  /** It was asked for before with this caller reference and other items. */
  | { readonly status: 'exists' }
  /** Too many are in progress. */
  | { readonly status: 'full' }
  /** One of its items at least is not a path, or they are too much for one call. */
  | { readonly status: 'refused'; readonly reason: string };

/** CloudFront. */
export interface Cdn {
  /**
   * Asks for an invalidation.
   *
   * @throws KmscryptError for everything else: `ACCESS_DENIED`, `THROTTLED`, `NETWORK`, …; `INVALID_OPTION` where there is no such
   *   distribution
   */
  invalidate(invalidation: Invalidation, signal: AbortSignal): Promise<Submission>;
}
