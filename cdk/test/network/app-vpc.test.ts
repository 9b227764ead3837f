import { App, Stack } from 'aws-cdk-lib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppVpc, type AppVpcProps } from '../../src/network/app-vpc.ts';
import { parseRange } from '../../src/network/ipv4-range.ts';
import { RUNS } from '../runs.ts';
import type { PlainTemplate } from '../support/synth.ts';
import { inStack, ZONES } from './in-stack.ts';
import { ofType, routes, routeTables, subnetsOf, tag } from './subnets.ts';

function templateOf(props: Partial<AppVpcProps> = {}): PlainTemplate {
  return inStack((stack) => {
    new AppVpc(stack, 'Network', { name: 'stage', cidr: '10.2.0.0/16', zones: ZONES, nat: 'one', ...props });
  });
}

const PLAIN = templateOf();

test('subnets are named after environment, tier and zone', () => {
  const names = [...ofType(PLAIN, 'AWS::EC2::Subnet').values()].map((properties) => [
    tag(properties, 'Name'),
    properties['CidrBlock'],
    properties['AvailabilityZone'],
    properties['MapPublicIpOnLaunch'],
  ]);
  expect(names).toEqual([
    ['stage/public-a', '10.2.0.0/20', 'eu-central-1a', false],
    ['stage/public-b', '10.2.16.0/20', 'eu-central-1b', false],
    ['stage/public-c', '10.2.32.0/20', 'eu-central-1c', false],
    ['stage/private-app-a', '10.2.64.0/20', 'eu-central-1a', false],
    ['stage/private-app-b', '10.2.80.0/20', 'eu-central-1b', false],
    ['stage/private-app-c', '10.2.96.0/20', 'eu-central-1c', false],
    ['stage/private-persistence-a', '10.2.128.0/20', 'eu-central-1a', false],
    ['stage/private-persistence-b', '10.2.144.0/20', 'eu-central-1b', false],
    ['stage/private-persistence-c', '10.2.160.0/20', 'eu-central-1c', false],
  ]);
});

test('the VPC has the name of its environment', () => {
  expect([...ofType(PLAIN, 'AWS::EC2::VPC').values()].map((vpc) => tag(vpc, 'Name'))).toEqual(['stage']);
});

test.each([
  ['none', 0],
  ['one', 1],
  ['each-zone', 3],
] as const)('NAT %s: %i gateways, a way out of each app subnet by one of them', (nat, count) => {
  const template = templateOf({ nat });
  expect(ofType(template, 'AWS::EC2::NatGateway').size).toBe(count);
  expect(ofType(template, 'AWS::EC2::EIP').size).toBe(count);
  const ways = subnetsOf(template).map(({ tier, routes: all }) => [
    tier,
    all.find(({ cidr }) => cidr === '0.0.0.0/0')?.target,
  ]);
  const app = count === 0 ? undefined : 'nat';
  expect(new Set(ways.map(([tier, way]) => `${tier} ${way}`))).toEqual(
    new Set(['public internet', `private-app ${app}`, 'private-persistence undefined']),
  );
});

test('the endpoints of S3 and DynamoDB are in every route table', () => {
  const tables = [...ofType(PLAIN, 'AWS::EC2::RouteTable').keys()].map((Ref) => ({ Ref }));
  const endpoints = [...ofType(PLAIN, 'AWS::EC2::VPCEndpoint').values()];
  expect(endpoints.map(({ ServiceName }) => JSON.stringify(ServiceName))).toEqual([
    expect.stringContaining('.s3'),
    expect.stringContaining('.dynamodb'),
  ]);
  for (const { RouteTableIds, VpcEndpointType } of endpoints) {
    expect(VpcEndpointType).toBe('Gateway');
    expect(new Set(RouteTableIds as unknown[])).toEqual(new Set(tables));
  }
});

test('the default security group is closed by the account settings where there are any', () => {
  expect(ofType(PLAIN, 'Custom::ClosedDefaultSecurityGroup').size).toBe(0);
  const template = templateOf({ settingsFunction: 'acme-account-settings' });
  const [vpc] = ofType(template, 'AWS::EC2::VPC').keys();
  const [setting] = ofType(template, 'Custom::ClosedDefaultSecurityGroup').values();
  expect(setting).toMatchObject({
    ServiceToken: 'arn:aws:lambda:eu-central-1:111111111111:function:acme-account-settings',
    VpcId: { Ref: vpc },
  });
});

test('there is no Lambda, no IPv6, no way in but by the internet gateway', () => {
  const types = new Set(Object.values(PLAIN.Resources).map(({ Type }) => Type));
  expect([...types].toSorted()).toEqual([
    'AWS::EC2::EIP',
    'AWS::EC2::InternetGateway',
    'AWS::EC2::NatGateway',
    'AWS::EC2::NetworkAcl',
    'AWS::EC2::NetworkAclEntry',
    'AWS::EC2::Route',
    'AWS::EC2::RouteTable',
    'AWS::EC2::Subnet',
    'AWS::EC2::SubnetNetworkAclAssociation',
    'AWS::EC2::SubnetRouteTableAssociation',
    'AWS::EC2::VPC',
    'AWS::EC2::VPCEndpoint',
    'AWS::EC2::VPCGatewayAttachment',
  ]);
});

const size = (bits: number): number => 2 ** (32 - bits);

test('subnets of any range lie in it, apart from each other, each with a route table of its own', () => {
  const octet = fc.integer({ min: 0, max: 15 });
  fc.assert(
    fc.property(
      fc.integer({ min: 16, max: 20 }),
      octet,
      fc.integer({ min: 1, max: 3 }),
      (bits, place, count) => {
        const base = parseRange('10.0.0.0/8').first + place * size(bits);
        const cidr = `${[24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join('.')}/${bits}`;
        const template = templateOf({ cidr, zones: ZONES.slice(0, count) });
        const ranges = [...ofType(template, 'AWS::EC2::Subnet').values()]
          .map(({ CidrBlock }) => parseRange(String(CidrBlock)))
          .toSorted((a, b) => a.first - b.first);
        expect(ranges).toHaveLength(3 * count);
        const ends = [base, ...ranges.map((range) => range.first + size(range.bits))];
        for (const [index, { first }] of ranges.entries())
          expect(first).toBeGreaterThanOrEqual(ends[index] ?? Infinity);
        expect(ends.at(-1)).toBeLessThanOrEqual(base + size(bits));
        expect(new Set(routeTables(template).values()).size).toBe(3 * count);
      },
    ),
    // A synthesis takes some 100 ms.
    { numRuns: RUNS / 10 },
  );
});

test.each([1, 2])('a zone more than %i changes nothing of what is there', (count) => {
  const before = templateOf({ zones: ZONES.slice(0, count), nat: 'one' });
  const after = templateOf({ zones: ZONES.slice(0, count + 1), nat: 'one' });
  const kept = Object.entries(before.Resources).filter(([, { Type }]) => Type !== 'AWS::EC2::VPCEndpoint');
  for (const [id, resource] of kept) expect([id, after.Resources[id]]).toEqual([id, resource]);
  expect(Object.keys(after.Resources).length).toBeGreaterThan(Object.keys(before.Resources).length);
});

test('whoever asks the VPC for its zones sees those that it has', () => {
  const zones = ZONES.slice(0, 2);
  const stack = new Stack(new App(), 'Test', { env: { account: '111111111111', region: 'eu-central-1' } });
  Object.defineProperty(stack, 'availabilityZones', { value: [...ZONES] });
  const { vpc, subnets } = new AppVpc(stack, 'Network', {
    name: 'stage',
    cidr: '10.2.0.0/16',
    zones,
    nat: 'none',
  });
  expect(vpc.availabilityZones).toEqual(zones);
  expect(subnets).toHaveLength(6);
});

test('each route is of one of the tables', () => {
  const tables = new Set(routeTables(PLAIN).values());
  expect(routes(PLAIN).map(([table]) => tables.has(table))).toEqual(Array.from({ length: 6 }, () => true));
});
