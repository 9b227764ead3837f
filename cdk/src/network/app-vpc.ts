import type { ISubnet, IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { appRules } from './app-acl-rules.ts';
import { persistenceRules } from './persistence-acl-rules.ts';
import { publicRules } from './public-acl-rules.ts';
import { TierAcl } from './tier-acl.ts';
import { TieredVpc, type VpcProps } from './tiered-vpc.ts';
import { APP_SUBNETS, APP_TIERS, PERSISTENCE_SUBNETS, PUBLIC_SUBNETS } from './tiers.ts';

export interface AppVpcProps extends VpcProps {
  /** Range of the management VPC that this one is peered with; default none. */
  readonly managementCidr?: string | undefined;
}

/**
 * The VPC of an environment: the tiers `public`, `private-app` and `private-persistence`, each with a network ACL. What is
 * private goes out through NAT; the tier `private-persistence` has no way out.
 */
export class AppVpc extends Construct {
  readonly vpc: IVpc;
  /** Of all tiers. */
  readonly subnets: readonly ISubnet[];

  constructor(scope: Construct, id: string, props: AppVpcProps) {
    super(scope, id);
    const { name, managementCidr } = props;
    const { vpc, subnets, ranges } = new TieredVpc(this, 'Tiers', { ...props, tiers: APP_TIERS });
    this.vpc = vpc;
    this.subnets = subnets;
    const peers = {
      publicTier: ranges.public ?? '',
      app: ranges['private-app'] ?? '',
      persistence: ranges['private-persistence'] ?? '',
      management: managementCidr,
    };
    new TierAcl(this, 'PublicAcl', {
      vpc,
      name: `${name}/public`,
      subnets: PUBLIC_SUBNETS,
      rules: publicRules(),
    });
    new TierAcl(this, 'AppAcl', {
      vpc,
      name: `${name}/private-app`,
      subnets: APP_SUBNETS,
      rules: appRules(peers),
    });
    new TierAcl(this, 'PersistenceAcl', {
      vpc,
      name: `${name}/private-persistence`,
      subnets: PERSISTENCE_SUBNETS,
      rules: persistenceRules(peers),
    });
  }
}
