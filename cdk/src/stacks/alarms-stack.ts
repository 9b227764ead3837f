import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';

export interface AlarmsStackProps extends PlannedStackProps {
  /** For the topic, where this is the region of the config; else the stack makes a key of its own. */
  readonly servicesKey?: IKey | undefined;
}

/** The topic of an account and region's alarms, and (where the config has alarms) how they come to the fan-out. */
export class AlarmsStack extends PlannedStack {
  constructor(scope: Construct, props: AlarmsStackProps) {
    super(scope, props);
  }
}
