import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';

/** What every account has once. */
export class BaselineStack extends PlannedStack {
  /** Of this account and region: encrypts log groups and topics of AWS's services, no secrets. */
  declare readonly servicesKey: IKey;

  constructor(scope: Construct, props: PlannedStackProps) {
    super(scope, props);
  }
}
