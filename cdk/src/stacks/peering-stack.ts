import type { Construct } from 'constructs';
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
  }
}
