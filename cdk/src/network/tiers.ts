import type { SubnetSelection } from 'aws-cdk-lib/aws-ec2';

/** A group of subnets, one in each zone, with the same way in and out. */
export type Tier = 'public' | 'private-app' | 'private-persistence' | 'private';

/** Of an environment's VPC, in the order of its ranges. */
export const APP_TIERS = ['public', 'private-app', 'private-persistence'] as const satisfies readonly Tier[];

/** Of the management VPC, in the order of its ranges. */
export const MANAGEMENT_TIERS = ['public', 'private'] as const satisfies readonly Tier[];

/** Load balancers, NAT gateways, and the server by which people come in: all that may have a public address. */
export const PUBLIC_SUBNETS: SubnetSelection = { subnetGroupName: 'public' };

/** What runs an environment's applications. */
export const APP_SUBNETS: SubnetSelection = { subnetGroupName: 'private-app' };

/** An environment's databases and caches. */
export const PERSISTENCE_SUBNETS: SubnetSelection = { subnetGroupName: 'private-persistence' };

/** What is private in the management VPC, such as CI. */
export const PRIVATE_SUBNETS: SubnetSelection = { subnetGroupName: 'private' };
