import { expect, test } from 'vitest';
import { nearest } from '../../src/config/nearest.ts';

const WORDS = ['shared-services', 'security', 'logs', 'zones', 'cidr', 'nat'];

test.each([
  ['sharedServices', 'shared-services'],
  ['Shared_services', 'shared-services'],
  ['secruity', 'security'],
  ['zone', 'zones'],
  ['log', 'logs'],
  ['cidrs', 'cidr'],
  ['nta', undefined],
  ['x', undefined],
  ['subnets', undefined],
])('%s: %s', (word, meant) => {
  expect(nearest(word, WORDS)).toBe(meant);
});
