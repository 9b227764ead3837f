import { expect, test } from 'vitest';
import { ManagementVpc } from '../../src/network/management-vpc.ts';
import { inStack, ZONES } from './in-stack.ts';
import { ofType, subnetsOf, tag } from './subnets.ts';

const TEMPLATE = inStack((stack) => {
  new ManagementVpc(stack, 'Network', {
    name: 'mgmt',
    cidr: '10.0.0.0/20',
    zones: ZONES.slice(0, 2),
    nat: 'one',
  });
});

test('it has a public and a private tier', () => {
  const subnets = [...ofType(TEMPLATE, 'AWS::EC2::Subnet').values()];
  expect(subnets.map((properties) => [tag(properties, 'Name'), properties['CidrBlock']])).toEqual([
    ['mgmt/public-a', '10.0.0.0/24'],
    ['mgmt/public-b', '10.0.1.0/24'],
    ['mgmt/private-a', '10.0.4.0/24'],
    ['mgmt/private-b', '10.0.5.0/24'],
  ]);
});

test('the private tier goes out by NAT', () => {
  const ways = subnetsOf(TEMPLATE).map(
    ({ tier, routes }) => `${tier} ${routes.find(({ cidr }) => cidr === '0.0.0.0/0')?.target}`,
  );
  expect(new Set(ways)).toEqual(new Set(['public internet', 'private nat']));
});
