/** By the beginning of a region's name. Source: the SDK's own table, `partitions.json`. */
const PARTITIONS: readonly (readonly [region: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['us-isof-', 'aws-iso-f'],
  ['eu-isoe-', 'aws-iso-e'],
  ['eusc-', 'aws-eusc'],
];

/** The second part of ARNs of a region. */
export function partitionOf(region: string): string {
  return PARTITIONS.find(([begin]) => region.startsWith(begin))?.[1] ?? 'aws';
}
