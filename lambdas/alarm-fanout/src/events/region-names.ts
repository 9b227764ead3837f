import { isRegion } from './region.ts';

/**
 * By what stands in the brackets of a region's display name, as what stands before them has changed (`EU (Ireland)`, `Europe
 * (Ireland)`). Source: AWS General Reference, "AWS service endpoints".
 */
const CODES: ReadonlyMap<string, string> = new Map([
  ['N. Virginia', 'us-east-1'],
  ['Virginia', 'us-east-1'],
  ['Ohio', 'us-east-2'],
  ['N. California', 'us-west-1'],
  ['Oregon', 'us-west-2'],
  ['Cape Town', 'af-south-1'],
  ['Hong Kong', 'ap-east-1'],
  ['Taipei', 'ap-east-2'],
  ['Tokyo', 'ap-northeast-1'],
  ['Seoul', 'ap-northeast-2'],
  ['Osaka', 'ap-northeast-3'],
  ['Osaka-Local', 'ap-northeast-3'],
  ['Mumbai', 'ap-south-1'],
  ['Hyderabad', 'ap-south-2'],
  ['Singapore', 'ap-southeast-1'],
  ['Sydney', 'ap-southeast-2'],
  ['Jakarta', 'ap-southeast-3'],
  ['Melbourne', 'ap-southeast-4'],
  ['Malaysia', 'ap-southeast-5'],
  ['New Zealand', 'ap-southeast-6'],
  ['Thailand', 'ap-southeast-7'],
  ['Central', 'ca-central-1'],
  ['Calgary', 'ca-west-1'],
  ['Beijing', 'cn-north-1'],
  ['Ningxia', 'cn-northwest-1'],
  ['Frankfurt', 'eu-central-1'],
  ['Zurich', 'eu-central-2'],
  ['Stockholm', 'eu-north-1'],
  ['Milan', 'eu-south-1'],
  ['Spain', 'eu-south-2'],
  ['Ireland', 'eu-west-1'],
  ['London', 'eu-west-2'],
  ['Paris', 'eu-west-3'],
  ['Tel Aviv', 'il-central-1'],
  ['Bahrain', 'me-south-1'],
  ['UAE', 'me-central-1'],
  ['São Paulo', 'sa-east-1'],
  ['Sao Paulo', 'sa-east-1'],
  ['US-East', 'us-gov-east-1'],
  ['US-West', 'us-gov-west-1'],
  ['US', 'us-gov-west-1'],
]);

/** The code of a region that is told by its code or its display name; undefined where it is neither. */
export function regionOf(told: unknown): string | undefined {
  if (typeof told !== 'string' || told.length > 100) return undefined;
  if (isRegion(told)) return told;
  const open = told.indexOf('(');
  if (open === -1 || !told.endsWith(')')) return undefined;
  const inside = told.slice(open + 1, -1);
  // Mexico (Central), too, has a Central.
  return inside === 'Central' && told.startsWith('Mexico') ? 'mx-central-1' : CODES.get(inside);
}
