import { DescribeVpcPeeringConnectionsCommand, type RouteTable } from '@aws-sdk/client-ec2';
import { GetHostedZoneCommand, ListHostedZonesCommand } from '@aws-sdk/client-route-53';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../support/cdk/accounts.ts';
import type { AccountClients } from '../../support/cdk/clients.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { networkOf } from '../../support/cdk/network-of.ts';

/** @param environments those of the config. */
export function describePeering(deployment: () => Deployment, environments: readonly string[]): void {
  const at = (name: string): AccountClients => deployment().clients(placeOf(deployment().config, name));

  describe.each(environments)('the environment %s', (name) => {
    it('is peered with mgmt and nothing else, with a route in every table on both sides', async () => {
      const [own, management] = [await networkOf(deployment(), name), await networkOf(deployment(), 'mgmt')];
      const { VpcPeeringConnections: all = [] } = await at(name).ec2.send(
        new DescribeVpcPeeringConnectionsCommand({}),
      );
      const peerings = all.filter(({ RequesterVpcInfo: from, AccepterVpcInfo: to }) =>
        [from?.VpcId, to?.VpcId].includes(own.vpc),
      );
      expect(peerings).toMatchObject([
        {
          Status: { Code: 'active' },
          RequesterVpcInfo: { VpcId: own.vpc },
          AccepterVpcInfo: { VpcId: management.vpc },
        },
      ]);
      const id = peerings[0]?.VpcPeeringConnectionId;
      const leadsTo =
        (cidr: string) =>
        ({ Routes: routes = [] }: RouteTable): boolean =>
          routes.some((route) => route.DestinationCidrBlock === cidr && route.VpcPeeringConnectionId === id);
      expect([own.tables.length, management.tables.length].every((count) => count > 0)).toBe(true);
      expect(own.tables.every(leadsTo(management.cidr))).toBe(true);
      expect(management.tables.every(leadsTo(own.cidr))).toBe(true);
    });

    it('shows its private zone to its own VPC and to mgmt', async () => {
      const { route53 } = at(name);
      const { HostedZones: zones = [] } = await route53.send(new ListHostedZonesCommand({}));
      const zone = zones.find(({ Name }) => Name === `${name}.internal.`);
      expect(zone?.Config?.PrivateZone).toBe(true);
      const { VPCs: vpcs = [] } = await route53.send(new GetHostedZoneCommand({ Id: zone?.Id }));
      const networks = [await networkOf(deployment(), name), await networkOf(deployment(), 'mgmt')];
      expect(new Set(vpcs.map(({ VPCId }) => VPCId))).toEqual(new Set(networks.map(({ vpc }) => vpc)));
    });
  });
}
