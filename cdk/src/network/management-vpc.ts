import type { ISubnet, IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { managementRules } from './management-acl-rules.ts';
import { publicRules } from './public-acl-rules.ts';
import { TierAcl } from './tier-acl.ts';
import { TieredVpc, type VpcProps } from './tiered-vpc.ts';
import { MANAGEMENT_TIERS, PRIVATE_SUBNETS, PUBLIC_SUBNETS } from './tiers.ts';

/** The VPC that people and CI come from: the tiers `public` and `private`, each with a network ACL. */
export class ManagementVpc extends Construct {
  readonly vpc: IVpc;
  /** Of all tiers. */
  readonly subnets: readonly ISubnet[];

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const { name, cidr } = props;
    const { vpc, subnets } = new TieredVpc(this, 'Tiers', { ...props, tiers: MANAGEMENT_TIERS });
    this.vpc = vpc;
    this.subnets = subnets;
    new TierAcl(this, 'PublicAcl', {
      vpc,
      name: `${name}/public`,
      subnets: PUBLIC_SUBNETS,
      rules: publicRules(),
    });
    const rules = managementRules({ vpc: cidr });
    new TierAcl(this, 'PrivateAcl', { vpc, name: `${name}/private`, subnets: PRIVATE_SUBNETS, rules });
  }
}
