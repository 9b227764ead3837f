import type { Config } from './schema.ts';

/** What is known of a region's availability zones. */
interface RegionZones {
  /** Letters of the zones that a new account has, in order. */
  readonly letters: readonly string[];
  /** Letters that only some, mostly older, accounts have. Default none. */
  readonly older?: readonly string[];
}

const ABC: readonly string[] = ['a', 'b', 'c'];

/**
 * The regions of the partition `aws`.
 *
 * Sources: the zones that cfn-lint 1.51.0 knows, and
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html. AWS takes constrained zones from new
 * accounts (https://repost.aws/knowledge-center/vpc-find-availability-zone-options): `older` of Tokyo, Canada, and California, where an
 * account has two.
 */
const REGIONS: Readonly<Record<string, RegionZones>> = {
  'af-south-1': { letters: ABC },
  'ap-east-1': { letters: ABC },
  'ap-east-2': { letters: ABC },
  'ap-northeast-1': { letters: ['a', 'c', 'd'], older: ['b'] },
  'ap-northeast-2': { letters: ['a', 'b', 'c', 'd'] },
  'ap-northeast-3': { letters: ABC },
  'ap-south-1': { letters: ABC },
  'ap-south-2': { letters: ABC },
  'ap-southeast-1': { letters: ABC },
  'ap-southeast-2': { letters: ABC },
  'ap-southeast-3': { letters: ABC },
  'ap-southeast-4': { letters: ABC },
  'ap-southeast-5': { letters: ABC },
  'ap-southeast-6': { letters: ABC },
  'ap-southeast-7': { letters: ABC },
  'ca-central-1': { letters: ['a', 'b', 'd'], older: ['c'] },
  'ca-west-1': { letters: ABC },
  'eu-central-1': { letters: ABC },
  'eu-central-2': { letters: ABC },
  'eu-north-1': { letters: ABC },
  'eu-south-1': { letters: ABC },
  'eu-south-2': { letters: ABC },
  'eu-west-1': { letters: ABC },
  'eu-west-2': { letters: ABC },
  'eu-west-3': { letters: ABC },
  'il-central-1': { letters: ABC },
  'me-central-1': { letters: ABC },
  'me-south-1': { letters: ABC },
  'mx-central-1': { letters: ABC },
  'sa-east-1': { letters: ABC },
  'us-east-1': { letters: ['a', 'b', 'c', 'd', 'e', 'f'] },
  'us-east-2': { letters: ABC },
  'us-west-1': { letters: ['a', 'c'], older: ['b'] },
  'us-west-2': { letters: ['a', 'b', 'c', 'd'] },
};

/** Most zones that a VPC here is laid out over. */
const MOST_ZONES = 3;

/** Names of the regions that are known. */
export const REGION_NAMES: readonly string[] = Object.keys(REGIONS);

/** How many zones one account can use in a region; undefined where the region is not known. */
export function zoneCount(region: string): number | undefined {
  return REGIONS[region]?.letters.length;
}

/** All zones that accounts see in a region; undefined where the region is not known. */
export function knownZones(region: string): readonly string[] | undefined {
  const zones = REGIONS[region];
  return zones && [...zones.letters, ...(zones.older ?? [])].toSorted().map((letter) => `${region}${letter}`);
}

/**
 * The availability zones of a config, in order: those that it names, else the first that a new account has in its region, three at
 * most. `checkConfig` refuses a region that is not known without zones.
 */
export function zonesOf({ region, zones }: Pick<Config, 'region' | 'zones'>): string[] {
  const letters = (REGIONS[region]?.letters ?? ABC).slice(0, MOST_ZONES);
  return zones === undefined ? letters.map((letter) => `${region}${letter}`) : [...zones];
}
