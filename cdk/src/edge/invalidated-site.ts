/** A site, as the Lambda static-asset-invalidation has to know it; its README says what the choices are. */
export interface InvalidatedSite {
  readonly bucketName: string;
  readonly distributionId: string;
  /** The document of a folder; default `index.html`. */
  readonly index?: string | undefined;
  /** Regular expressions of keys whose content never changes; default none. */
  readonly immutable?: readonly string[] | undefined;
  /** Whether `/about` is `about.html`; default no. */
  readonly cleanUrls?: boolean | undefined;
  /** Whether all of the distribution may be dropped at once; default no. */
  readonly wholeDistribution?: boolean | undefined;
}

/** The Lambda's config. */
export interface InvalidationConfig {
  readonly sites: readonly Readonly<Record<string, unknown>>[];
  readonly table: string;
}

/** The Lambda's config for some sites; its defaults are left out, as Lambda's variables are small. */
export function invalidationConfig(sites: readonly InvalidatedSite[], table: string): InvalidationConfig {
  return {
    table,
    sites: sites.map(
      ({ bucketName, distributionId, index, immutable = [], cleanUrls, wholeDistribution }) => ({
        bucket: bucketName,
        distributions: [distributionId],
        ...(index === undefined || index === 'index.html' ? {} : { indexDocuments: [index] }),
        ...(immutable.length === 0 ? {} : { immutable }),
        ...(cleanUrls === true ? { cleanUrls } : {}),
        ...(wholeDistribution === true ? { wholeDistribution } : {}),
      }),
    ),
  };
}
