import type { Construct } from 'constructs';
import { AccountSetting } from '../account-settings/account-setting.ts';
import { PeeringRoutes } from '../network/peering-routes.ts';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';
import type { DnsStack } from './dns-stack.ts';
import type { NetworkStack } from './network-stack.ts';

export interface PeeringStackProps extends PlannedStackProps {
  readonly management: NetworkStack;
  /** The environment's. */
  readonly network: NetworkStack;
  /** The environment's, whose private zone the management VPC is to see. */
  readonly dns: DnsStack;
}

/** In shared-services: routes from the management VPC to an environment's, and its private zone. */
export class PeeringStack extends PlannedStack {
  constructor(scope: Construct, props: PeeringStackProps) {
    super(scope, props);
    const { management, network, dns } = props;
    const { environment } = props.stack;
    if (environment === undefined || network.peeringId === undefined)
      throw new Error(`${props.stack.id} is of no environment`);
    new PeeringRoutes(this, 'Routes', {
      subnets: management.subnets,
      peeringId: network.peeringId,
      cidr: environment.vpc.cidr,
    });
    if (network.account === this.account) return;
    new AccountSetting(this, 'PrivateZone', {
      kind: 'ZoneAssociation',
      functionName: this.names.settingsFunction,
      properties: {
        HostedZoneId: dns.privateZone.hostedZoneId,
        VpcId: management.vpc.vpcId,
        VpcRegion: management.region,
      },
    });
  }
}
