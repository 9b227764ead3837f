import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeFlowLogsCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  type RouteTable,
  type Subnet,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../support/cdk/accounts.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';

/** A VPC as it is in the emulator. */
interface Network {
  readonly vpc: string;
  readonly cidr: string;
  readonly subnets: readonly Subnet[];
  readonly tables: readonly RouteTable[];
}

async function networkOf({ clients, config }: Deployment, name: string): Promise<Network> {
  const { ec2 } = clients(placeOf(config, name === 'mgmt' ? 'shared-services' : name));
  const { Vpcs: vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const found = vpcs.find(({ Tags: tags = [] }) =>
    tags.some(({ Key, Value }) => Key === 'Name' && Value === name),
  );
  const vpc = found?.VpcId ?? `no VPC ${name}`;
  const Filters = [{ Name: 'vpc-id', Values: [vpc] }];
  const { Subnets: subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters }));
  const { RouteTables: tables = [] } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
  const own = tables.filter(({ Associations: all = [] }) =>
    all.some(({ SubnetId }) => SubnetId !== undefined),
  );
  return { vpc, cidr: found?.CidrBlock ?? '', subnets, tables: own };
}

export function describeNetwork(deployment: () => Deployment): void {
  const at = (name: string): ReturnType<Deployment['clients']> =>
    deployment().clients(placeOf(deployment().config, name === 'mgmt' ? 'shared-services' : name));

  describe.each([
    { name: 'mgmt', subnets: 4, nat: 1, acls: 2 },
    { name: 'dev', subnets: 9, nat: 1, acls: 3 },
    { name: 'stage', subnets: 9, nat: 1, acls: 3 },
    { name: 'prod', subnets: 9, nat: 3, acls: 3 },
  ])('the VPC $name', ({ name, subnets, nat, acls }) => {
    it('has its subnets, NAT gateways and access lists', async () => {
      const network = await networkOf(deployment(), name);
      expect(network.subnets).toHaveLength(subnets);
      const { ec2 } = at(name);
      const Filter = [{ Name: 'vpc-id', Values: [network.vpc] }];
      const { NatGateways: gateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({ Filter }));
      expect(gateways).toHaveLength(nat);
      const { NetworkAcls: all = [] } = await ec2.send(new DescribeNetworkAclsCommand({ Filters: Filter }));
      const lists = all.filter(({ IsDefault }) => IsDefault !== true);
      expect(lists).toHaveLength(acls);
      const covered = lists.flatMap(({ Associations: each = [] }) => each.map(({ SubnetId }) => SubnetId));
      expect(covered).toHaveLength(subnets);
      expect(new Set(covered)).toEqual(new Set(network.subnets.map(({ SubnetId }) => SubnetId)));
    });

    it('has a default security group that lets nothing through', async () => {
      const { vpc } = await networkOf(deployment(), name);
      const Filters = [
        { Name: 'vpc-id', Values: [vpc] },
        { Name: 'group-name', Values: ['default'] },
      ];
      const { SecurityGroups: groups = [] } = await at(name).ec2.send(
        new DescribeSecurityGroupsCommand({ Filters }),
      );
      expect(groups).toHaveLength(1);
      expect(
        groups.map(({ IpPermissions, IpPermissionsEgress }) => [IpPermissions, IpPermissionsEgress]),
      ).toEqual([[[], []]]);
    });

    it('writes flow logs into a group of its own that is under a key', async () => {
      const { vpc } = await networkOf(deployment(), name);
      const { ec2, logs } = at(name);
      const { FlowLogs: flowLogs = [] } = await ec2.send(new DescribeFlowLogsCommand({}));
      const own = flowLogs.filter(({ ResourceId }) => ResourceId === vpc);
      expect(own).toHaveLength(2);
      expect(new Set(own.map(({ LogDestinationType }) => LogDestinationType))).toEqual(new Set(['cloud-watch-logs', 's3']));
      const logGroupNamePrefix = `${name}-vpc-flow-logs`;
      const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
      expect(logGroups.map(({ logGroupName }) => logGroupName)).toEqual([logGroupNamePrefix]);
      expect(logGroups[0]?.kmsKeyId).toMatch(/^arn:aws:kms:/);
    });
  });

  it.each(['dev', 'stage', 'prod'])(
    'peers %s with mgmt, with a route in every table on both sides',
    async (name) => {
      const [own, management] = [await networkOf(deployment(), name), await networkOf(deployment(), 'mgmt')];
      const { VpcPeeringConnections: peerings = [] } = await at(name).ec2.send(
        new DescribeVpcPeeringConnectionsCommand({}),
      );
      expect(peerings).toMatchObject([
        {
          Status: { Code: 'active' },
          RequesterVpcInfo: { VpcId: own.vpc },
          AccepterVpcInfo: { VpcId: management.vpc },
        },
      ]);
      const id = peerings[0]?.VpcPeeringConnectionId;
      const leads = ({ Routes: routes = [] }: RouteTable, to: string): boolean =>
        routes.some(
          (route) =>
            route.DestinationCidrBlock === to && route.VpcPeeringConnectionId === id && id !== undefined,
        );
      expect(own.tables.map((table) => leads(table, management.cidr))).toEqual(own.tables.map(() => true));
      expect(management.tables.map((table) => leads(table, own.cidr))).toEqual(
        management.tables.map(() => true),
      );
      expect(management.tables.length).toBeGreaterThan(0);
    },
  );
}
