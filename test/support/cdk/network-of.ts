import {
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type RouteTable,
  type Subnet,
} from '@aws-sdk/client-ec2';
import { unitPlaceOf } from './accounts.ts';
import type { Deployment } from './deployment.ts';

/** A VPC as it is in the emulator. */
export interface Network {
  readonly vpc: string;
  readonly cidr: string;
  readonly subnets: readonly Subnet[];
  /** Those of subnets; the main one is used by none. */
  readonly tables: readonly RouteTable[];
}

/** Finds the VPC of an environment, or `mgmt`, by its name. */
export async function networkOf({ clients, config }: Deployment, unit: string): Promise<Network> {
  const { ec2 } = clients(unitPlaceOf(config, unit));
  const { Vpcs: vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const [found, ...others] = vpcs.filter(({ Tags: tags = [] }) =>
    tags.some(({ Key, Value }) => Key === 'Name' && Value === unit),
  );
  if (found?.VpcId === undefined || others.length > 0) throw new Error(`there is not one VPC ${unit}`);
  const Filters = [{ Name: 'vpc-id', Values: [found.VpcId] }];
  const { Subnets: subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters }));
  const { RouteTables: all = [] } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
  const tables = all.filter(({ Associations: each = [] }) =>
    each.some(({ SubnetId }) => SubnetId !== undefined),
  );
  return { vpc: found.VpcId, cidr: found.CidrBlock ?? '', subnets, tables };
}
