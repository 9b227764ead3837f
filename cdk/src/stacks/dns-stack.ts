import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';
import type { NetworkStack } from './network-stack.ts';

export interface DnsStackProps extends PlannedStackProps {
  readonly network: NetworkStack;
  readonly management: NetworkStack;
}

/** The zones of an environment. */
export class DnsStack extends PlannedStack {
  /** Where the environment has a domain. */
  declare readonly publicZone: IHostedZone | undefined;
  declare readonly privateZone: IHostedZone;

  constructor(scope: Construct, props: DnsStackProps) {
    super(scope, props);
  }
}
