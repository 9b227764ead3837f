import type { Path } from '../config/path.ts';
import { schemaIssues } from '../lambda/operator-schema.ts';
import { invalidationConfig } from './invalidated-site.ts';

/** What of a config's site the Lambda is given. */
export interface CheckedSite {
  readonly index: string;
  readonly invalidation: {
    readonly immutable: readonly string[];
    readonly cleanUrls: boolean;
    readonly wholeDistribution: boolean;
  };
}

/** What the Lambda says of a site. */
export interface InvalidationFinding {
  /** From the list of sites on: `[0, 'invalidation', 'immutable', 1]`. */
  readonly path: Path;
  /** One line in lower case. */
  readonly message: string;
}

/**
 * Has the Lambda static-asset-invalidation itself say whether it can use what a config says of its sites: before the deployment, as
 * with a config that it refuses it fails every invocation. What only the deployment knows is made up.
 */
export async function checkInvalidation(
  sites: readonly CheckedSite[],
): Promise<readonly InvalidationFinding[]> {
  if (sites.length === 0) return [];
  const known = sites.map(({ index, invalidation }) => ({
    bucketName: 'www-example',
    distributionId: 'E2EXAMPLE',
    index,
    ...invalidation,
  }));
  const config = invalidationConfig(known, 'invalidations');
  const issues = await schemaIssues('static-asset-invalidation', config);
  return issues.map(({ message, path }) => ({ path: pathInConfig(path), message }));
}

/** The Lambda's `sites[0].indexDocuments[0]` is `[0].index` here. */
function pathInConfig([, site = 0, key, ...rest]: Path): Path {
  if (key === undefined) return [site];
  return key === 'indexDocuments' ? [site, 'index'] : [site, 'invalidation', key, ...rest];
}
