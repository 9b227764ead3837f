import { expect, it } from 'vitest';
import { partitionOf } from '../../src/aws/partition.ts';

it.each<[region: string, partition: string]>([
  ['eu-central-1', 'aws'],
  ['us-east-1', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['us-iso-east-1', 'aws-iso'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['eusc-de-east-1', 'aws-eusc'],
])('%s is of %s', (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});
