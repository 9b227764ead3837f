import { fixedVariables, UNKNOWN, VARIABLES_LIMIT, variablesSize } from '../lambda/function-variables.ts';
import type { CheckedSite } from './check-invalidation.ts';
import { invalidationConfig } from './invalidated-site.ts';
import { staticNames } from './static-names.ts';

/** What of a config's environment the size depends on. */
export interface SizedEnvironment {
  readonly name: string;
  /** 12 digits. */
  readonly account: string;
  readonly sites: readonly SizedSite[];
}

export interface SizedSite extends CheckedSite {
  readonly name: string;
}

export interface InvalidationSize {
  /** In bytes; the most that they may have, as some values are known to the deployment alone. */
  readonly size: number;
  /** In bytes; with more, the function is refused. */
  readonly limit: number;
}

/**
 * Of the variables of an environment's Lambda static-asset-invalidation, one of which is its config: what its sites say may be too
 * much for Lambda.
 *
 * @param options the name of the config, and an environment with a site or more
 */
export function invalidationSize({
  name,
  environment,
}: {
  readonly name: string;
  readonly environment: SizedEnvironment;
}): InvalidationSize {
  const { invalidation: functionName, bucket } = staticNames({ name, environment });
  const sites = environment.sites.map((site) => ({
    bucketName: bucket(site.name),
    distributionId: UNKNOWN,
    index: site.index,
    ...site.invalidation,
  }));
  const config = JSON.stringify(invalidationConfig(sites, UNKNOWN));
  const variables = { ...fixedVariables(functionName), KMSCRYPT_CONFIG: config };
  return { size: variablesSize(variables), limit: VARIABLES_LIMIT };
}
