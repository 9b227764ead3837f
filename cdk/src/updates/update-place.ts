/** Where a Lambda and its hosts are. */
export interface UpdatePlace {
  readonly partition: string;
  readonly region: string;
  /** 12 digits. */
  readonly account: string;
}

/** ARNs of a service there. */
export function arnsOf({ partition, region, account }: UpdatePlace): {
  readonly of: (service: string, resource: string) => string;
  /** Of what AWS or another account shares, such as images. */
  readonly ofNobody: (service: string, resource: string) => string;
} {
  return {
    of: (service, resource) => `arn:${partition}:${service}:${region}:${account}:${resource}`,
    ofNobody: (service, resource) => `arn:${partition}:${service}:${region}::${resource}`,
  };
}
