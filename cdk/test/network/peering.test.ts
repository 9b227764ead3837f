import { expect, test } from 'vitest';
import { AppVpc } from '../../src/network/app-vpc.ts';
import { Peering, type ForeignPeer } from '../../src/network/peering.ts';
import type { PlainTemplate } from '../support/synth.ts';
import { inStack, ZONES } from './in-stack.ts';
import { ofType, subnetsOf } from './subnets.ts';

function templateOf(foreign?: ForeignPeer): PlainTemplate {
  return inStack((stack) => {
    const { vpc, subnets } = new AppVpc(stack, 'Network', {
      name: 'stage',
      cidr: '10.2.0.0/16',
      zones: ZONES,
      nat: 'none',
    });
    const peer = { vpcId: 'vpc-11111111', cidr: '10.0.0.0/16', foreign };
    new Peering(stack, 'Peering', { vpcId: vpc.vpcId, subnets, peer, name: 'stage to mgmt' });
  });
}

const ROLE = 'arn:aws:iam::333333333333:role/acme-accept-peering';

test.each<readonly [string, ForeignPeer | undefined, Readonly<Record<string, unknown>>]>([
  ['this account', undefined, {}],
  [
    'another account',
    { account: '333333333333', roleArn: ROLE },
    { PeerOwnerId: '333333333333', PeerRoleArn: ROLE },
  ],
])('with a VPC of %s', (_name, foreign, expected) => {
  const template = templateOf(foreign);
  const [vpc] = ofType(template, 'AWS::EC2::VPC').keys();
  expect([...ofType(template, 'AWS::EC2::VPCPeeringConnection').values()]).toEqual([
    {
      VpcId: { Ref: vpc },
      PeerVpcId: 'vpc-11111111',
      Tags: [{ Key: 'Name', Value: 'stage to mgmt' }],
      ...expected,
    },
  ]);
});

test('each subnet has a route to the other end', () => {
  const routes = subnetsOf(templateOf()).map(({ routes: all }) =>
    all.filter(({ target }) => target === 'peering'),
  );
  expect(routes).toEqual(Array.from({ length: 9 }, () => [{ cidr: '10.0.0.0/16', target: 'peering' }]));
});
