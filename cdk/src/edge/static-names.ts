/** Physical names of what an environment's sites have. */
export interface StaticNames {
  readonly invalidation: string;
  readonly bucket: (site: string) => string;
}

export interface StaticNamesOptions {
  /** Of the config. */
  readonly name: string;
  readonly environment: { readonly name: string; readonly account: string };
}

/** Known before anything is deployed, so that a config can be measured by them. */
export function staticNames({ name, environment }: StaticNamesOptions): StaticNames {
  const prefix = `${name}-${environment.name}`;
  return {
    invalidation: `${prefix}-static-asset-invalidation`,
    bucket: (site) => `${prefix}-${site}-${environment.account}`,
  };
}
