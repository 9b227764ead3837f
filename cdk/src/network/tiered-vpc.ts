import { Tags, Validations } from 'aws-cdk-lib';
import {
  GatewayVpcEndpointAwsService,
  IpAddresses,
  SubnetType,
  Vpc,
  type ISubnet,
  type IVpc,
  type SubnetConfiguration,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { AccountSetting } from '../account-settings/account-setting.ts';
import { subnetLayout, ZONE_ROOM } from './subnet-layout.ts';
import type { Tier } from './tiers.ts';

/** `none`, `one` in the first zone, or one in each zone, which goes on when a zone fails. */
export type NatGateways = 'none' | 'one' | 'each-zone';

export interface VpcProps {
  /** Of the VPC, and the beginning of its subnets' names: `stage`, `stage/private-app-a`. */
  readonly name: string;
  /** /16 to /20. */
  readonly cidr: string;
  /** Such as `eu-central-1a`. Ranges go by the order: append new zones, take none away but the last. */
  readonly zones: readonly string[];
  readonly nat: NatGateways;
  /**
   * Of the function behind {@link AccountSetting}, which takes all rules of the default security group away; without it that
   * group stays as AWS makes it.
   */
  readonly settingsFunction?: string | undefined;
}

export interface TieredVpcProps extends VpcProps {
  /** At most four. */
  readonly tiers: readonly Tier[];
}

const TYPES: Readonly<Record<Tier, SubnetType>> = {
  public: SubnetType.PUBLIC,
  'private-app': SubnetType.PRIVATE_WITH_EGRESS,
  'private-persistence': SubnetType.PRIVATE_ISOLATED,
  private: SubnetType.PRIVATE_WITH_EGRESS,
};

/** An IPv4 VPC of tiers, with gateway endpoints of S3 and DynamoDB in every route table and a closed default security group. */
export class TieredVpc extends Construct {
  readonly vpc: IVpc;
  /** Of all tiers. */
  readonly subnets: readonly ISubnet[];
  /** Range of each tier, over all of its zones. */
  readonly ranges: Readonly<Partial<Record<Tier, string>>>;

  constructor(scope: Construct, id: string, props: TieredVpcProps) {
    super(scope, id);
    const { name, cidr, zones, nat, tiers, settingsFunction } = props;
    const layout = subnetLayout(cidr, tiers.length);
    this.ranges = Object.fromEntries(tiers.map((tier, index) => [tier, layout.tiers[index]]));
    const vpc = new Vpc(this, 'Vpc', {
      vpcName: name,
      ipAddresses: IpAddresses.cidr(cidr),
      availabilityZones: [...zones],
      reservedAzs: ZONE_ROOM - zones.length,
      natGateways: { none: 0, one: 1, 'each-zone': zones.length }[nat],
      subnetConfiguration: tiers.map((tier) => subnetsOf(tier, layout.subnetBits)),
      gatewayEndpoints: {
        S3: { service: GatewayVpcEndpointAwsService.S3 },
        DynamoDb: { service: GatewayVpcEndpointAwsService.DYNAMODB },
      },
      // Would be a Lambda of the CDK in every stack that has a VPC.
      restrictDefaultSecurityGroup: false,
    });
    Validations.of(vpc).acknowledge({
      id: 'CloudFormation-Validate::W3010',
      reason:
        'Zones come from the config: what an account has is not looked up, and subnets stay where they are.',
    });
    // The CDK keeps stand-ins for reserved zones here, which whoever asks the VPC for its zones must not see.
    vpc.availabilityZones.splice(zones.length);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- differs in `undefined` of optional properties alone
    this.vpc = vpc as IVpc;
    this.subnets = [...vpc.publicSubnets, ...vpc.privateSubnets, ...vpc.isolatedSubnets];
    for (const tier of tiers) {
      for (const subnet of vpc.selectSubnets({ subnetGroupName: tier }).subnets)
        Tags.of(subnet).add('Name', `${name}/${tier}-${subnet.availabilityZone.slice(-1)}`);
    }
    if (settingsFunction !== undefined) {
      new AccountSetting(this, 'DefaultSecurityGroup', {
        kind: 'ClosedDefaultSecurityGroup',
        functionName: settingsFunction,
        properties: { VpcId: vpc.vpcId },
      });
    }
  }
}

function subnetsOf(tier: Tier, cidrMask: number): SubnetConfiguration {
  const subnetType = TYPES[tier];
  const base = { name: tier, subnetType, cidrMask };
  // What is in a public subnet has a public address only if it asks for one.
  return subnetType === SubnetType.PUBLIC ? { ...base, mapPublicIpOnLaunch: false } : base;
}
