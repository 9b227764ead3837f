import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';

/** The CMK of an environment, or (without one) `alias/cmk-mgmt` of what is shared. */
export class KeysStack extends PlannedStack {
  declare readonly key: IKey;

  constructor(scope: Construct, props: PlannedStackProps) {
    super(scope, props);
  }
}
