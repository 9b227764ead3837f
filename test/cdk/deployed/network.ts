import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeFlowLogsCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeSecurityGroupsCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { unitPlaceOf } from '../../support/cdk/accounts.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { networkOf } from '../../support/cdk/network-of.ts';

const NETWORKS = [
  { name: 'mgmt', subnets: 4, nat: 1, acls: 2 },
  { name: 'dev', subnets: 9, nat: 1, acls: 3 },
  { name: 'stage', subnets: 9, nat: 1, acls: 3 },
  { name: 'prod', subnets: 9, nat: 3, acls: 3 },
];

/** @param environments those of the config. */
export function describeNetwork(deployment: () => Deployment, environments: readonly string[]): void {
  const at = (name: string): ReturnType<Deployment['clients']> =>
    deployment().clients(unitPlaceOf(deployment().config, name));

  const networks = NETWORKS.filter(({ name }) => name === 'mgmt' || environments.includes(name));

  describe.each(networks)('the VPC $name', ({ name, subnets, nat, acls }) => {
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
      expect(new Set(own.map(({ LogDestinationType }) => LogDestinationType))).toEqual(
        new Set(['cloud-watch-logs', 's3']),
      );
      const logGroupNamePrefix = `${name}-vpc-flow-logs`;
      const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
      expect(logGroups.map(({ logGroupName }) => logGroupName)).toEqual([logGroupNamePrefix]);
      expect(logGroups[0]?.kmsKeyId).toMatch(/^arn:aws:kms:/);
    });
  });
}
