import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';

export interface FanoutStackProps extends PlannedStackProps {
  /** `alias/cmk-mgmt`, which the secrets of the destinations are under. */
  readonly key: IKey;
  /** For log groups. */
  readonly servicesKey: IKey;
}

/** The Lambda alarm-fanout with all that it needs, and the alarms by which it is watched. */
export class FanoutStack extends PlannedStack {
  constructor(scope: Construct, props: FanoutStackProps) {
    super(scope, props);
  }
}
