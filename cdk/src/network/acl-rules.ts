/** What a rule is about; `too-big` is ICMP 3/4, by which a host learns that its packets do not fit. */
export type AclTraffic = 'all' | 'too-big' | { readonly tcp: readonly [first: number, last: number] };

/** An entry of a network ACL. */
export interface AclRule {
  /** Unique in its direction; the entry's logical id comes from it. */
  readonly id: string;
  /** The first that matches, from the lowest, decides. Fixed for good: two entries must never have had the same one in turn. */
  readonly number: number;
  readonly action: 'allow' | 'deny';
  /** The other side. */
  readonly cidr: string;
  readonly traffic: AclTraffic;
}

/**
 * Both directions of a network ACL. An ACL keeps no state: the answers of a connection need a rule of their own, and a rule for
 * answers cannot tell them from a connection to a port above 1023. That is left to security groups, which keep state.
 */
export interface AclRules {
  /** At most 20, as AWS has it. */
  readonly ingress: readonly AclRule[];
  /** At most 20, as AWS has it. */
  readonly egress: readonly AclRule[];
}

export const ANYWHERE = '0.0.0.0/0';

export const ANY_TCP: AclTraffic = { tcp: [0, 65_535] };

/**
 * Where answers go to: clients on Linux take 32768–60999, NAT gateways and load balancers 1024–65535, Lambda too
 * (https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html).
 */
export const ANSWERS: AclTraffic = { tcp: [1024, 65_535] };

/** Ranges that no host of the internet has: RFC 1918, and RFC 6598 which VPCs may have as well. */
const PRIVATE_RANGES = {
  TenNet: '10.0.0.0/8',
  OneSevenTwoNet: '172.16.0.0/12',
  OneNineTwoNet: '192.168.0.0/16',
  SharedNet: '100.64.0.0/10',
} as const;

/** Shortens a table of rules: `allow(100, 'App', cidr, ANY_TCP)`. */
export function allow(number: number, id: string, cidr: string, traffic: AclTraffic): AclRule {
  return { id, number, action: 'allow', cidr, traffic };
}

/** One rule for each private range, numbered from `first` by tens. */
export function privateRanges(
  first: number,
  action: AclRule['action'],
  traffic: AclTraffic,
): readonly AclRule[] {
  return Object.entries(PRIVATE_RANGES).map(([id, cidr], index) => ({
    id,
    number: first + index * 10,
    action,
    cidr,
    traffic,
  }));
}
