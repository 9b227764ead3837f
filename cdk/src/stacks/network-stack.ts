import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';

export interface NetworkStackProps extends PlannedStackProps {
  /** For the flow logs. */
  readonly servicesKey: IKey;
  /** Of shared-services: what an environment's VPC is peered with; absent for the management VPC itself. */
  readonly management?: NetworkStack | undefined;
}

/** The VPC of an environment, or (without one) the management VPC. */
export class NetworkStack extends PlannedStack {
  declare readonly vpc: IVpc;
  /** Id of the peering with the management VPC; of an environment only. */
  declare readonly peeringId: string | undefined;

  constructor(scope: Construct, props: NetworkStackProps) {
    super(scope, props);
  }
}
