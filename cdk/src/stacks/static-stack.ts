import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';

export interface StaticStackProps extends PlannedStackProps {
  /** The environment's public zone. */
  readonly zone: IHostedZone;
  /** In us-east-1. */
  readonly certificate: ICertificate;
  /** For log groups. */
  readonly servicesKey: IKey;
}

/** The static sites of an environment, and the Lambda that invalidates what changes in them. */
export class StaticStack extends PlannedStack {
  constructor(scope: Construct, props: StaticStackProps) {
    super(scope, props);
  }
}
