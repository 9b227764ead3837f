import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { PrivateZone } from '../network/private-zone.ts';
import { PublicZone } from '../network/public-zone.ts';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';
import type { NetworkStack } from './network-stack.ts';

export interface DnsStackProps extends PlannedStackProps {
  readonly network: NetworkStack;
  readonly management: NetworkStack;
}

/** The zones of an environment. */
export class DnsStack extends PlannedStack {
  /** Where the environment has a domain. */
  readonly publicZone: IHostedZone | undefined;
  readonly privateZone: IHostedZone;

  constructor(scope: Construct, props: DnsStackProps) {
    super(scope, props);
    const { network, management } = props;
    const { environment } = props.stack;
    if (environment === undefined) throw new Error(`${props.stack.id} is of no environment`);
    const { name, domain, disposable } = environment;
    const isNear = management.account === this.account;
    this.privateZone = new PrivateZone(this, 'Private', {
      domain: environment.privateDomain ?? `${name}.internal`,
      comment: `What the VPCs ${name} and mgmt see`,
      disposable,
      vpcs: isNear ? [network.vpc, management.vpc] : [network.vpc],
      foreign: isNear
        ? undefined
        : {
            vpcId: management.vpc.vpcId,
            region: management.region,
            settingsFunction: this.names.settingsFunction,
          },
    }).zone;
    if (domain === undefined) return;
    this.publicZone = new PublicZone(this, 'Public', {
      domain,
      comment: `What the internet sees of ${name}`,
      disposable,
    }).zone;
  }
}
