import { formatRange, parseRange, partOf } from './ipv4-range.ts';

/**
 * How many zones a tier has room for. The room is there from the start, so that no subnet moves when a zone is added.
 */
export const ZONE_ROOM = 4;

/**
 * How a VPC's range is shared out: each tier has a quarter of it, each zone a quarter of its tier's. So `10.1.0.0/16` gives
 *
 * | tier        | all zones        | first zone       | second zone      | third zone       |
 * | ----------- | ---------------- | ---------------- | ---------------- | ---------------- |
 * | the first   | `10.1.0.0/18`    | `10.1.0.0/20`    | `10.1.16.0/20`   | `10.1.32.0/20`   |
 * | the second  | `10.1.64.0/18`   | `10.1.64.0/20`   | `10.1.80.0/20`   | `10.1.96.0/20`   |
 * | the third   | `10.1.128.0/18`  | `10.1.128.0/20`  | `10.1.144.0/20`  | `10.1.160.0/20`  |
 *
 * and leaves the last quarter free. A subnet has 4091 addresses of a /16, 251 of a /20.
 */
export interface SubnetLayout {
  /** Bits of each subnet's prefix. */
  readonly subnetBits: number;
  /** Of each tier, in the order in which they were given: all of its zones, those to come included. */
  readonly tiers: readonly string[];
}

/** Shares a VPC's range out among at most four tiers. */
export function subnetLayout(cidr: string, tierCount: number): SubnetLayout {
  const range = parseRange(cidr);
  return {
    subnetBits: range.bits + 4,
    tiers: Array.from({ length: tierCount }, (_, index) => formatRange(partOf(range, 2, index))),
  };
}
