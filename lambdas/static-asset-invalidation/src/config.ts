import * as z from 'zod/mini';

// zod/mini says nothing of its own accord.
z.config(z.locales.en());

const text = z.string().check(z.minLength(1, 'is empty'));
const pattern = text.check(
  z.refine((source) => compiles(source), { error: 'is not a regular expression of JavaScript' }),
);

/** A rule that turns keys into cache tags. */
const cacheTagShape = z.strictObject({
  /** Which keys; a regular expression. Its groups may be used in the tag. */
  keys: pattern,
  /** With `$1`, `$2`, … or `$<name>` for groups; without the `#`. */
  tag: text.check(z.regex(/^[^#]/, 'is written without the #')),
});

const cacheTag = cacheTagShape.check(
  z.refine(({ keys, tag }) => highestGroup(tag) <= groupsOf(keys), {
    error: 'refers to a group that `keys` does not have',
    path: ['tag'],
  }),
);

const siteShape = z.strictObject({
  /** The bucket's name. */
  bucket: z.string().check(z.regex(/^[\w.-]{3,255}$/, 'is not the name of a bucket, such as www-example')),
  /** Only keys that begin with it; default all. */
  prefix: z._default(z.string(), ''),
  /** The ids of the CloudFront distributions that serve it. */
  distributions: z
    .array(text.check(z.regex(/^[A-Z0-9]+$/, 'is not the id of a distribution, such as E2EXAMPLE')))
    .check(z.minLength(1, 'names no distribution')),
  /** The OriginPath of the distribution's origin, such as `/site`; keys that are not below it are not served. Default none. */
  originPath: z._default(
    z.string().check(z.regex(/^(?:\/.*[^/])?$/, 'begins with a slash and does not end with one')),
    '',
  ),
  /** Names that also serve their folder: `index.html` serves `/dir/` and `/dir`. Default `index.html`; an empty list: none. */
  indexDocuments: z._default(z.array(text.check(z.regex(/^[^/]+$/, 'is a name, without a slash'))), [
    'index.html',
  ]),
  /** Whether `/about` serves `about.html`; default false. */
  cleanUrls: z._default(z.boolean(), false),
  /** Keys that never change their content, such as those with a hash; regular expressions. They are not invalidated. Default none. */
  immutable: z._default(z.array(pattern), []),
  /** `cached`: query strings are part of the cache key, so that every path needs a trailing `*`. Default `ignored`. */
  queryStrings: z._default(z.enum(['ignored', 'cached']), 'ignored'),
  /** Which ways of writing a key in a URL are invalidated: `all` that are in use, or that of `browser`s alone. Default `all`. */
  spellings: z._default(z.enum(['all', 'browser']), 'all'),
  /** Whether `/*` may be used. Default false. */
  wholeDistribution: z._default(z.boolean(), false),
  /** Keys that are invalidated by cache tag rather than by path; the first rule that matches has it. Default none. */
  cacheTags: z._default(z.array(cacheTag), []),
  /** Whether changed object tags and ACLs invalidate, as they may change who is allowed to read. Default false. */
  accessChanges: z._default(z.boolean(), false),
});

const site = siteShape.check(
  z.refine(({ distributions }) => new Set(distributions).size === distributions.length, {
    error: 'names a distribution twice',
    path: ['distributions'],
  }),
  z.refine(({ originPath, prefix }) => !originPath.startsWith('/') || meets(`${originPath}/`, `/${prefix}`), {
    error: 'has no key that begins with the prefix',
    path: ['originPath'],
  }),
);

/** The Lambda's config, as it is written. */
export const configSchema = z
  .strictObject({
    /** Where buckets go. An object that is of several sites is invalidated for each. */
    sites: z.array(site).check(z.minLength(1, 'has no site')),
    /** The price of a path, in dollars; default 0.005. */
    pathPrice: z._default(z.number().check(z.positive()), 0.005),
    /** Paths a month that are free in this account; default 1000. */
    freePaths: z._default(z.int().check(z.nonnegative()), 1000),
    /** What it is worth, in dollars, that an object which has not changed stays in the caches; default 0.001. */
    refetchPrice: z._default(z.number().check(z.nonnegative()), 0.001),
    /** S3 is listed for 15 s and with so many pages of 1,000 objects a run at most, to count what a wildcard would drop; 0: never. Default 100. */
    listPages: z._default(z.int().check(z.minimum(0), z.maximum(10_000)), 100),
    /** The DynamoDB table that remembers what has been spent and what is done. Default: nothing is remembered. */
    table: z.optional(text),
    /** The most paths a month, over all distributions; needs `table`. Default no limit. */
    budget: z.optional(
      z.strictObject({
        paths: z.int().check(z.positive()),
        /** When it is spent: `spend` on, with as few paths as possible, or `hold` messages back. Default `spend`. */
        whenSpent: z._default(z.enum(['spend', 'hold']), 'spend'),
      }),
    ),
  })
  .check(
    z.refine(({ budget, table }) => budget === undefined || table !== undefined, {
      error: 'a budget needs a table to count in',
      path: ['budget'],
    }),
  );

/** The Lambda's config, with all defaults. */
export type InvalidationConfig = z.output<typeof configSchema>;
/** A part of a bucket, and the distributions that serve it. */
export type Site = InvalidationConfig['sites'][number];

function compiles(source: string): boolean {
  try {
    return new RegExp(source, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

function meets(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/** The highest number of a group in `$1`, `$2`, …; `$$` is a dollar, and names are not looked at. */
function highestGroup(tag: string): number {
  const numbers = Array.from(tag.matchAll(/\$(?:\$|(\d{1,2}))/g), ([, number]) => Number(number ?? 0));
  return Math.max(0, ...numbers);
}

function groupsOf(source: string): number {
  if (!compiles(source)) return Infinity;
  return (new RegExp(`${source}|`, 'u').exec('')?.length ?? 1) - 1;
}
