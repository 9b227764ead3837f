import { expect, test } from 'vitest';
import { allow, type AclTraffic } from '../../src/network/acl-rules.ts';
import { TierAcl } from '../../src/network/tier-acl.ts';
import { TieredVpc } from '../../src/network/tiered-vpc.ts';
import { APP_SUBNETS } from '../../src/network/tiers.ts';
import { inStack, ZONES } from './in-stack.ts';
import { ofType, tag, target } from './subnets.ts';

function entriesOf(traffic: AclTraffic): readonly Readonly<Record<string, unknown>>[] {
  const template = inStack((stack) => {
    const tiers = ['public', 'private-app'] as const;
    const { vpc } = new TieredVpc(stack, 'Tiers', {
      name: 'x',
      cidr: '10.2.0.0/16',
      zones: ZONES.slice(0, 2),
      nat: 'none',
      tiers,
    });
    const rules = { ingress: [allow(100, 'All', '10.2.0.0/18', traffic)], egress: [] };
    new TierAcl(stack, 'Acl', { vpc, name: 'x/private-app', subnets: APP_SUBNETS, rules });
  });
  const [[id, acl] = ['', {}]] = ofType(template, 'AWS::EC2::NetworkAcl');
  expect(tag(acl, 'Name')).toBe('x/private-app');
  const associations = [...ofType(template, 'AWS::EC2::SubnetNetworkAclAssociation').values()];
  expect(associations.map(({ NetworkAclId }) => target(NetworkAclId))).toEqual([id, id]);
  return [...ofType(template, 'AWS::EC2::NetworkAclEntry').values()];
}

test.each<readonly [string, AclTraffic, Readonly<Record<string, unknown>>]>([
  ['everything', 'all', { Protocol: -1 }],
  ['packets that are too big', 'too-big', { Protocol: 1, Icmp: { Type: 3, Code: 4 } }],
  ['a port', { tcp: [443, 443] }, { Protocol: 6, PortRange: { From: 443, To: 443 } }],
])('an entry for %s', (_name, traffic, expected) => {
  expect(entriesOf(traffic)).toEqual([
    {
      NetworkAclId: expect.anything(),
      CidrBlock: '10.2.0.0/18',
      Egress: false,
      RuleAction: 'allow',
      RuleNumber: 100,
      ...expected,
    },
  ]);
});
